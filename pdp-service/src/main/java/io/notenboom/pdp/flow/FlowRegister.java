// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.FlowStore.WriteOutcome;
import io.notenboom.pdp.task.TaskState;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates and changes flows: the audit record first, then the store, then this process's replica, and beside that the event. A
 * change that was stored and not published is published by {@link #repair()}, at start and every few seconds.
 */
public final class FlowRegister {

    /** Who changes a flow when nobody asked for it. */
    public static final String ITSELF = "pdp";

    private static final int ATTEMPTS = 3;

    private final FlowStore store;
    private final FlowAnnouncer announcer;
    private final FlowReplica replica;
    private final Audit audit;
    private final int limit;

    /** Where each change is recorded before it is made. */
    @FunctionalInterface
    public interface Audit {

        /**
         * Records one; on disk when this returns.
         *
         * @param who id of the API token or of the enforcement point
         * @param act as {@code flow.revoke}
         * @throws RuntimeException when it is not known to be on disk; then the change is not made
         */
        void record(String who, String act, String flow);
    }

    /** Over the parts it steers, for any number of flows. */
    public FlowRegister(FlowStore store, FlowEvents events, FlowReplica replica, Audit audit) {
        this(store, events, replica, audit, Integer.MAX_VALUE);
    }

    /** @param limit most flows that there are at one time, of all subjects */
    public FlowRegister(FlowStore store, FlowEvents events, FlowReplica replica, Audit audit, int limit) {
        this(store, events, replica, audit, limit, Runnable::run);
    }

    /** @param beside where changes are published that are in force already; nobody waits for it */
    public FlowRegister(
            FlowStore store, FlowEvents events, FlowReplica replica, Audit audit, int limit, Executor beside) {
        this.store = store;
        this.announcer = new FlowAnnouncer(store, events, beside);
        this.replica = replica;
        this.audit = audit;
        this.limit = limit;
    }

    /** There are as many flows as there may be. */
    public static final class TooManyFlowsException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyFlowsException(int limit) {
            super("There are " + limit
                    + " flows, the most that notenboom.pdp.flows.limit allows; flows are removed when"
                    + " notenboom.pdp.flows.retention after their end is over.");
        }
    }

    /**
     * Makes sure that another flow can be made, for whoever has work to do before.
     *
     * @throws TooManyFlowsException when not
     */
    public void requireRoom() {
        if (replica.size() >= limit) {
            throw new TooManyFlowsException(limit);
        }
    }

    /**
     * Stores a new flow; it is open when this returns.
     *
     * @throws TooManyFlowsException when there are too many
     */
    public Change create(Flow flow) {
        requireRoom();
        audit.record(flow.header().createdBy(), "flow.create", flow.id());
        return conclude(store.create(flow));
    }

    /** {@link #changeState(String, Step, String)} without anybody having asked for it. */
    public Change changeState(String id, TaskState from, TaskState to, String remainderHash) {
        return changeState(id, new Step(from, to, remainderHash), ITSELF);
    }

    /** A step of the Task; {@code remainderHash} is that of the Task afterwards. */
    public record Step(TaskState from, TaskState to, String remainderHash) {}

    /**
     * Takes the Task of a flow one step further and thereby opens or closes its data.
     *
     * @param step when the Task already is where it leads, nothing changes and that counts as done
     * @param by who asked for it
     */
    public Change changeState(String id, Step step, String by) {
        return change(id, "flow.state", by, flow -> {
            if (flow.task().state() == step.to()) {
                return flow;
            }
            return flow.task().state() == step.from() && !flow.revoked()
                    ? flow.withTask(step.to(), step.remainderHash())
                    : null;
        });
    }

    /** {@link #revoke(String, String)} without anybody having asked for it. */
    public Change revoke(String id) {
        return revoke(id, ITSELF);
    }

    /** Closes a flow for good; closing a closed one changes nothing. */
    public Change revoke(String id, String by) {
        return change(id, "flow.revoke", by, flow -> flow.revoked() ? flow : flow.revoke());
    }

    /**
     * Stores another content of a flow that is not revoked.
     *
     * @param next the version that follows the one it was made of; a conflict when that is not the current one any more
     */
    public Change update(Flow next, String by) {
        Optional<Flow> current = find(next.id());
        if (current.isEmpty()) {
            return new Change.Unknown();
        }
        if (current.get().revoked() || current.get().version() + 1 != next.version()) {
            return new Change.Conflict();
        }
        audit.record(by, "flow.update", next.id());
        return conclude(store.replace(next));
    }

    /**
     * The current version in the store.
     *
     * @throws FlowStoreException when the store lost a version that this process knows, and does not get it back
     */
    public Optional<Flow> find(String id) {
        long known = replica.version(id);
        Optional<Flow> found = store.find(id);
        if (version(found) < known && replica.fresh()) {
            found = store.find(id);
        }
        if (version(found) < Math.min(known, replica.version(id))) {
            throw new FlowStoreException("The store lost changes of this flow: send the request again once"
                    + " GET /pdp/v1/flow-store says following.");
        }
        return found;
    }

    private static long version(Optional<Flow> flow) {
        return flow.map(Flow::version).orElse(0L);
    }

    /** The versions that are kept, oldest first. */
    public List<Flow> history(String id) {
        return store.history(id);
    }

    /** Publishes what was stored and not published. */
    public void repair() {
        for (String id : store.unpublished()) {
            store.find(id).map(List::of).ifPresent(announcer::publishNow);
        }
    }

    /** Tries again when somebody else changed the flow in between. */
    private Change change(String id, String act, String by, Function<Flow, @Nullable Flow> step) {
        Change outcome = changeOnce(id, act, by, step);
        for (int attempt = 1; attempt < ATTEMPTS && outcome instanceof Change.Conflict; attempt++) {
            outcome = changeOnce(id, act, by, step);
        }
        return outcome;
    }

    private Change changeOnce(String id, String act, String by, Function<Flow, @Nullable Flow> step) {
        Optional<Flow> current = find(id);
        if (current.isEmpty()) {
            return new Change.Unknown();
        }
        Flow next = step.apply(current.get());
        if (next == null) {
            return new Change.Conflict();
        }
        if (next.version() == current.get().version()) {
            replica.accept(next);
            return new Change.Done(next);
        }
        audit.record(by, act, id);
        return conclude(store.replace(next));
    }

    private Change conclude(WriteOutcome outcome) {
        return switch (outcome) {
            case WriteOutcome.Conflict conflict -> new Change.Conflict();
            case WriteOutcome.Stored stored -> {
                replica.accept(stored.flow());
                announcer.announce(stored.flow());
                yield new Change.Done(stored.flow());
            }
        };
    }

    /** What became of a change. */
    @CheckReturnValue
    public sealed interface Change {

        /** Durable and in force in this process. */
        record Done(Flow flow) implements Change {}

        /** The flow is not in the state that the change starts from, or changed meanwhile. */
        record Conflict() implements Change {}

        /** No such flow. */
        record Unknown() implements Change {}
    }
}

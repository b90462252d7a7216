// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.flow.FlowStore.WriteOutcome;
import io.notenboom.pdp.task.TaskState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Creates and changes flows: store first, then this process's replica, then the event. A change that was stored and not
 * published is published by {@link #repair()}, at start and every few seconds.
 */
public final class FlowRegister {

    private static final int ATTEMPTS = 3;

    private final FlowStore store;
    private final FlowEvents events;
    private final FlowReplica replica;
    private final InstantSource clock;

    /** Over the parts it steers. */
    public FlowRegister(FlowStore store, FlowEvents events, FlowReplica replica, InstantSource clock) {
        this.store = store;
        this.events = events;
        this.replica = replica;
        this.clock = clock;
    }

    /** Stores a new flow; it is open when this returns. */
    public Change create(Flow flow) {
        return conclude(store.create(flow));
    }

    /**
     * Takes the Task of a flow one step further and thereby opens or closes its data.
     *
     * @param from the state it must be in; when it already is in {@code to}, nothing changes and that counts as done
     */
    public Change changeState(String id, TaskState from, TaskState to, String remainderHash) {
        return change(id, flow -> {
            if (flow.task().state() == to) {
                return flow;
            }
            return flow.task().state() == from ? flow.withTask(to, remainderHash) : null;
        });
    }

    /** Closes a flow for good; closing a closed one changes nothing. */
    public Change revoke(String id) {
        return change(id, flow -> flow.revoked() ? flow : flow.revoke());
    }

    /** The current version in the store. */
    public Optional<Flow> find(String id) {
        return store.find(id);
    }

    /** All versions, oldest first. */
    public List<Flow> history(String id) {
        return store.history(id);
    }

    /** Brings this process's replica to the version of an event. */
    public void refresh(String id, long version) {
        if (replica.version(id) < version) {
            store.find(id).ifPresent(replica::accept);
        }
    }

    /** Compares every flow with the store, in both directions, and publishes what was stored and not published. */
    public void repair() {
        Instant started = clock.instant();
        Map<String, Long> versions = store.versions();
        versions.forEach(this::refresh);
        for (Flow known : replica.all()) {
            // one that was made since the versions were read is there; one that the store lost opens nothing any more
            if (!versions.containsKey(known.id()) && store.find(known.id()).isEmpty()) {
                replica.forget(known.id());
            }
        }
        replica.comparedAt(started);
        for (String id : store.unpublished()) {
            store.find(id).ifPresent(this::publish);
        }
    }

    /** Tries again when somebody else changed the flow in between. */
    private Change change(String id, Function<Flow, @Nullable Flow> step) {
        Change outcome = changeOnce(id, step);
        for (int attempt = 1; attempt < ATTEMPTS && outcome instanceof Change.Conflict; attempt++) {
            outcome = changeOnce(id, step);
        }
        return outcome;
    }

    private Change changeOnce(String id, Function<Flow, @Nullable Flow> step) {
        Optional<Flow> current = store.find(id);
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
        return conclude(store.replace(next));
    }

    private Change conclude(WriteOutcome outcome) {
        return switch (outcome) {
            case WriteOutcome.Conflict conflict -> new Change.Conflict();
            case WriteOutcome.Stored stored -> {
                replica.accept(stored.flow());
                publishLater(stored.flow());
                yield new Change.Done(stored.flow());
            }
        };
    }

    /** The change is durable and in force here; a failure to tell others is repaired, not reported. */
    private void publishLater(Flow flow) {
        try {
            publish(flow);
        } catch (RuntimeException untold) {
            System.getLogger(FlowRegister.class.getName())
                    .log(System.Logger.Level.WARNING, "Event of flow {0} not published yet", flow.id());
        }
    }

    private void publish(Flow flow) {
        events.publish(flow);
        store.published(flow.id(), flow.version());
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

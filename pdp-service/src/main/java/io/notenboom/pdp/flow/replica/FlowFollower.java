// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowReplica;
import io.notenboom.pdp.flow.FlowStore;
import io.notenboom.pdp.flow.FlowStore.Changes;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.flow.FlowStore.WriteOutcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a replica equal to the store. Before a decision rests on the replica it is brought to what was durable in the store when
 * the decision began, so that a change that any process acknowledged counts in all of them, or the decision is not made. Changes
 * come from the store's log by position; a gap in it leads to a comparison of everything. What the store lost while it was the
 * same store is written back to it; a store that is empty or another one is not trusted until an operator decides.
 */
public final class FlowFollower {

    /** How far the clocks of this machine and of the store may be apart before flows are no longer removed by them. */
    public static final Duration CLOCKS = Duration.ofHours(1);

    private static final int BATCH = 200;
    private static final int MAX_ROUNDS = 200;

    private final FlowStore store;
    private final FlowReplica replica;
    private final FlowSnapshot snapshot;
    private final Retention retention;
    private final Supplier<String> names;
    private final InstantSource clock;
    private final SharedRun run = new SharedRun(this::follow);
    private final AtomicInteger decidedUpon = new AtomicInteger();
    private volatile FlowStanding standing = new FlowStanding.Starting();
    private volatile Duration apart = Duration.ZERO;
    private @Nullable String known;
    private @Nullable String position;
    private boolean loaded;

    /** What is kept equal to what. */
    public record Kept(FlowStore store, FlowReplica replica, FlowSnapshot snapshot) {}

    /** @param names makes a name for a store that was never used */
    public FlowFollower(Kept kept, Retention retention, Supplier<String> names, InstantSource clock) {
        this.store = kept.store();
        this.replica = kept.replica();
        this.snapshot = kept.snapshot();
        this.retention = retention;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Brings the replica to what was durable in the store when this was called.
     *
     * @return whether it is; if not, {@link #standing()} tells why
     */
    public boolean upToDate() {
        return run.run();
    }

    /** How it stands since the last comparison. */
    public FlowStanding standing() {
        return standing;
    }

    /** How much later it was on this machine than at the store at the last comparison; negative when it was earlier. */
    public Duration apart() {
        return apart;
    }

    /** Nobody waits here until an operator's decision is carried out flow by flow. */
    private boolean follow() {
        if (decidedUpon.get() > 0) {
            return false;
        }
        try {
            return step();
        } catch (FlowStoreException unreachable) {
            if (!(standing instanceof FlowStanding.Lost)) {
                standing = new FlowStanding.Unreachable(unreachable);
            }
            return false;
        }
    }

    private synchronized boolean step() {
        load();
        String from = position;
        for (int round = 0; from != null && round < MAX_ROUNDS; round++) {
            switch (store.changesAfter(from)) {
                case Changes.Since since -> {
                    take(news(since.flows()));
                    from = since.position();
                    position = from;
                    if (!since.more()) {
                        standing = new FlowStanding.Following();
                        return true;
                    }
                }
                case Changes.Gap _ -> from = null;
            }
        }
        return begin();
    }

    /** Without what is here as it was written: most changes were made by this process. */
    private List<String> news(Map<String, Long> changed) {
        return changed.entrySet().stream()
                .filter(change -> replica.version(change.getKey()) != change.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private void load() {
        if (!loaded) {
            FlowSnapshot.Contents contents = snapshot.contents();
            replica.load(contents.flows());
            known = contents.store().orElse(null);
            loaded = true;
        }
    }

    /** Compares everything, in both directions, and follows from there, unless the store is not the one that is known. */
    private boolean begin() {
        position = null;
        Optional<String> found = store.identity();
        if (known == null) {
            remember(found.orElseGet(() -> store.initialise(names.get())));
        } else if (!isKnown(found)) {
            return false;
        }
        compareClocks();
        String before = store.position();
        take(differing());
        position = before;
        standing = new FlowStanding.Following();
        return true;
    }

    private boolean isKnown(Optional<String> found) {
        if (known != null && known.equals(found.orElse(""))) {
            return true;
        }
        standing = new FlowStanding.Lost(String.valueOf(known), found.orElse(""));
        return false;
    }

    private void compareClocks() {
        apart = Duration.between(store.time(), clock.instant());
    }

    private Set<String> differing() {
        Map<String, Long> versions = store.versions();
        Set<String> differing = versions.entrySet().stream()
                .filter(entry -> replica.version(entry.getKey()) != entry.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        replica.all().stream()
                .map(Flow::id)
                .filter(id -> !versions.containsKey(id))
                .forEach(differing::add);
        return differing;
    }

    /**
     * Compares everything while decisions go on; what differs is read again and taken as any change is.
     *
     * @return whether that could be done
     */
    public boolean compare() {
        if (!upToDate()) {
            return false;
        }
        compareClocks();
        Set<String> differing = differing();
        synchronized (this) {
            if (!(standing instanceof FlowStanding.Following) || !isKnown(store.identity())) {
                return false;
            }
            take(differing);
        }
        return true;
    }

    private void remember(String store) {
        known = store;
        snapshot.of(store);
    }

    private void take(Collection<String> ids) {
        List<String> all = List.copyOf(ids);
        for (int from = 0; from < all.size(); from += BATCH) {
            List<String> some = all.subList(from, Math.min(all.size(), from + BATCH));
            Map<String, Flow> there =
                    store.findAll(some).stream().collect(Collectors.toMap(Flow::id, Function.identity()));
            some.forEach(id -> take(id, there.get(id)));
        }
    }

    /** The later version counts: what was acknowledged once is not undone by a store that went back. */
    private void take(String id, @Nullable Flow stored) {
        Optional<Flow> here = replica.find(id);
        long version = stored == null ? 0 : stored.version();
        if (here.isEmpty() || here.get().version() <= version) {
            if (stored != null) {
                replica.accept(stored);
            }
        } else if (stored == null && over(here.get(), clock.instant().plus(CLOCKS))) {
            replica.forget(id);
        } else if (store.putBack(here.get()) instanceof WriteOutcome.Conflict) {
            store.find(id).ifPresent(replica::accept);
        }
    }

    /** A clock that is wrong ends nothing: what should have been removed is removed later. */
    private boolean over(Flow flow, Instant now) {
        return apart.abs().compareTo(CLOCKS) <= 0 && retention.over(flow, now);
    }

    /**
     * Removes the flows whose retention is over from store and replica.
     *
     * @param record told of each before it is removed; what it throws ends this
     * @return how many were removed
     */
    public int removeEnded(Consumer<Flow> record) {
        Instant now = clock.instant();
        int removed = 0;
        for (Flow flow : replica.all()) {
            if (over(flow, now)) {
                record.accept(flow);
                removed += removed(flow) ? 1 : 0;
            }
        }
        return removed;
    }

    private synchronized boolean removed(Flow flow) {
        if (!(standing instanceof FlowStanding.Following) || !store.remove(flow)) {
            return false;
        }
        replica.forget(flow.id());
        return true;
    }

    /**
     * Writes everything that this replica has into a store that was lost; later versions in the store stay. The store gets its
     * name back last: nobody trusts it before it is filled. May be repeated.
     *
     * @return how many flows were written
     * @throws FlowStoreException when the store cannot be reached; what was written so far stays
     */
    public int restore() {
        return carryOut(() -> {
            compareClocks();
            Instant now = clock.instant();
            int written = 0;
            for (Flow flow : replica.all()) {
                if (!over(flow, now)) {
                    written += store.putBack(flow) instanceof WriteOutcome.Stored ? 1 : 0;
                }
            }
            beginOn(store.initialise(known == null ? names.get() : known));
            return written;
        });
    }

    /**
     * Takes the store as it is: what only this replica has is forgotten. A store without a name gets a new one, so that other
     * replicas do not write back what was given up here.
     *
     * @return how many flows were forgotten
     * @throws FlowStoreException when the store cannot be reached; nothing is forgotten then
     */
    public int acceptStore() {
        return carryOut(() -> {
            Map<String, Long> versions = store.versions();
            String name = store.initialise(names.get());
            int forgotten = 0;
            for (Flow flow : replica.all()) {
                if (versions.getOrDefault(flow.id(), 0L) < flow.version()) {
                    replica.forget(flow.id());
                    forgotten++;
                }
            }
            beginOn(name);
            return forgotten;
        });
    }

    private int carryOut(IntSupplier decision) {
        decidedUpon.incrementAndGet();
        try {
            synchronized (this) {
                load();
                return decision.getAsInt();
            }
        } finally {
            decidedUpon.decrementAndGet();
        }
    }

    private void beginOn(String store) {
        remember(store);
        if (!begin()) {
            throw new IllegalStateException("a store has another name than it was given");
        }
    }
}

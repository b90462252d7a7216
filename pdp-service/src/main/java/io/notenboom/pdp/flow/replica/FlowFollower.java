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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
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

    private static final Duration CLOCKS = Duration.ofHours(1);
    private static final int BATCH = 200;
    private static final int MAX_ROUNDS = 200;

    private final FlowStore store;
    private final FlowReplica replica;
    private final FlowSnapshot snapshot;
    private final Retention retention;
    private final Supplier<String> names;
    private final InstantSource clock;
    private final SharedRun run = new SharedRun(this::follow);
    private volatile FlowStanding standing = new FlowStanding.Starting();
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

    private boolean follow() {
        try {
            return step();
        } catch (FlowStoreException unreachable) {
            if (!(standing instanceof FlowStanding.Lost)) {
                standing = new FlowStanding.Unreachable();
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
                    take(since.flows());
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
        return compare();
    }

    private void load() {
        if (!loaded) {
            FlowSnapshot.Contents contents = snapshot.contents();
            replica.load(contents.flows());
            known = contents.store().orElse(null);
            loaded = true;
        }
    }

    /** Compares everything, in both directions, unless the store is not the one that is known. */
    public synchronized boolean compare() {
        load();
        position = null;
        Optional<String> found = store.identity();
        if (known == null) {
            remember(found.orElseGet(() -> store.initialise(names.get())));
        } else if (!known.equals(found.orElse(""))) {
            standing = new FlowStanding.Lost(known, found.orElse(""));
            return false;
        }
        String before = store.position();
        Map<String, Long> versions = store.versions();
        Set<String> differing = versions.entrySet().stream()
                .filter(entry -> replica.version(entry.getKey()) != entry.getValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        replica.all().stream()
                .map(Flow::id)
                .filter(id -> !versions.containsKey(id))
                .forEach(differing::add);
        take(differing);
        position = before;
        standing = new FlowStanding.Following();
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
        } else if (stored == null && retention.over(here.get(), clock.instant().plus(CLOCKS))) {
            replica.forget(id);
        } else if (store.putBack(here.get()) instanceof WriteOutcome.Conflict) {
            store.find(id).ifPresent(replica::accept);
        }
    }

    /** Removes the flows whose retention is over from store and replica; answers which. */
    public synchronized List<Flow> removeEnded() {
        Instant now = clock.instant();
        List<Flow> removed = new ArrayList<>();
        if (standing instanceof FlowStanding.Following) {
            for (Flow flow : replica.all()) {
                if (retention.over(flow, now)) {
                    store.remove(flow);
                    replica.forget(flow.id());
                    removed.add(flow);
                }
            }
        }
        return removed;
    }

    /**
     * Writes everything that this replica has into a store that was lost; later versions in the store stay. May be repeated.
     *
     * @return how many flows were written
     * @throws FlowStoreException when the store cannot be reached; what was written so far stays
     */
    public synchronized int restore() {
        load();
        String store = this.store.initialise(known == null ? names.get() : known);
        int written = 0;
        for (Flow flow : replica.all()) {
            if (!retention.over(flow, clock.instant())) {
                written += this.store.putBack(flow) instanceof WriteOutcome.Stored ? 1 : 0;
            }
        }
        remember(store);
        boolean compared = compare();
        if (!compared) {
            throw new IllegalStateException("a store has another name than it was given");
        }
        return written;
    }

    /**
     * Takes the store as it is: what only this replica has is forgotten.
     *
     * @return how many flows were forgotten
     */
    public synchronized int acceptStore() {
        load();
        String store = this.store.initialise(known == null ? names.get() : known);
        Map<String, Long> versions = this.store.versions();
        int forgotten = 0;
        for (Flow flow : replica.all()) {
            if (!versions.containsKey(flow.id()) || versions.get(flow.id()) < flow.version()) {
                replica.forget(flow.id());
                forgotten++;
            }
        }
        remember(store);
        boolean compared = compare();
        if (!compared) {
            throw new IllegalStateException("a store has another name than it was given");
        }
        return forgotten;
    }
}

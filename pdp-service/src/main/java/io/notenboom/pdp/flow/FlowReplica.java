// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskState;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All flows in memory, with indexes, so that the time of a decision does not grow with their number. It is trusted when whoever
 * follows the store says that it has everything, and without a follower never. Thread-safe.
 */
public final class FlowReplica {

    /** Most flows of one client that are decided on for one resource; those that can open something come first. */
    public static final int MAX_CONCERNING = 64;

    /** Most flows of one client and resource among which those are chosen. */
    private static final int MAX_WALKED = 20_000;

    private final Map<String, Flow> flows = new ConcurrentHashMap<>();
    private final NavigableSet<String> ids = new ConcurrentSkipListSet<>();
    private final FlowIndex index = new FlowIndex();
    private final Copies copies;
    private volatile BooleanSupplier follower = () -> false;

    /** With no copy elsewhere. */
    public FlowReplica() {
        this(Copies.NONE);
    }

    /** @param copies told of each version that is taken and each flow that is forgotten */
    public FlowReplica(Copies copies) {
        this.copies = copies;
    }

    /** Asks this from now on whether the replica has everything that was durable in the store when it was asked. */
    public void followedBy(BooleanSupplier upToDate) {
        follower = upToDate;
    }

    /** Takes a version of a flow unless a later one is here. */
    public void accept(Flow flow) {
        if (take(flow)) {
            copies.keep(flow);
        }
    }

    /** Takes what a copy kept; it is not told of it again. */
    public void load(Collection<Flow> kept) {
        kept.forEach(this::take);
    }

    private boolean take(Flow flow) {
        boolean[] taken = new boolean[1];
        flows.compute(flow.id(), (id, known) -> {
            taken[0] = known == null || flow.version() > known.version();
            if (!taken[0]) {
                return known;
            }
            index.replace(known, flow);
            ids.add(id);
            return flow;
        });
        return taken[0];
    }

    /** Forgets a flow that the store does not know. */
    public void forget(String id) {
        Flow unused = flows.computeIfPresent(id, (key, known) -> {
            ids.remove(id);
            index.replace(known, null);
            copies.drop(id);
            return null;
        });
    }

    /** The version at hand, 0 for none. */
    public long version(String id) {
        Flow flow = flows.get(id);
        return flow == null ? 0 : flow.version();
    }

    /** Brings the replica to what is durable in the store now; whether that could be done, and a decision may rest on it. */
    public boolean fresh() {
        return follower.getAsBoolean();
    }

    /** One flow. */
    public Optional<Flow> find(String id) {
        return Optional.ofNullable(flows.get(id));
    }

    /** How many there are. */
    public int size() {
        return flows.size();
    }

    /**
     * The flows of a subject on which a request of a client for a resource can depend: those that the client receives and that
     * name the resource, or one of its others when none does, or one of other clients; and those that were received with this
     * Task. Enough for the decision and its reason, however many flows there are: what many flows name, as an organisation, is
     * decided from those that are valid and furthest open.
     *
     * @param now time of the decision
     */
    public List<Flow> concerning(String subject, Party client, ResourceId resource, Instant now) {
        String reference = resource.reference();
        Map<String, Flow> found = new LinkedHashMap<>();
        List<Set<String>> own = index.sentTo(subject, client);
        for (Set<String> mine : own) {
            takeOpen(index.sent(subject, true, reference), mine, now, found);
            take(index.sent(subject, false, reference), mine, MAX_CONCERNING, found);
        }
        if (found.isEmpty()) {
            own.forEach(mine -> take(mine, mine, 1, found));
        }
        if (found.isEmpty()) {
            take(index.sent(subject), index.sent(subject), 1, found);
        }
        Set<String> received = index.received(subject, reference);
        take(received, received, MAX_CONCERNING, found);
        return List.copyOf(found.values());
    }

    /** What is in both, first that from which the most can be read. */
    private void takeOpen(Set<String> some, Set<String> others, Instant now, Map<String, Flow> into) {
        Map<String, Flow> both = new LinkedHashMap<>();
        take(some, others, MAX_WALKED, both);
        Stream<Flow> ranked = both.values().stream();
        if (both.size() > MAX_CONCERNING) {
            ranked = ranked.sorted(Comparator.comparingInt(flow -> rank(flow, now)))
                    .limit(MAX_CONCERNING);
        }
        ranked.forEach(flow -> into.putIfAbsent(flow.id(), flow));
    }

    private static int rank(Flow flow, Instant now) {
        boolean valid = !now.isBefore(flow.validity().notBefore())
                && now.isBefore(flow.validity().dataExpires());
        return !valid ? 2 : flow.task().state() == TaskState.IN_PROGRESS ? 0 : 1;
    }

    /** What is in both. */
    private void take(Set<String> some, Set<String> others, int limit, Map<String, Flow> into) {
        boolean fewer = some.size() < others.size();
        Set<String> walked = fewer ? some : others;
        Set<String> wanted = fewer ? others : some;
        int most = into.size() + limit;
        for (String id : walked) {
            Flow flow = wanted.contains(id) ? flows.get(id) : null;
            if (flow != null && into.putIfAbsent(id, flow) == null && into.size() >= most) {
                return;
            }
        }
    }

    /** All flows of a subject. */
    public List<Flow> ofSubject(String subject) {
        return those(index.sent(subject), index.received(subject));
    }

    /** The flows of a subject as sender that name a resource, in whatever state and whoever receives it. */
    public List<Flow> naming(String subject, String reference) {
        return those(index.sent(subject, true, reference), index.sent(subject, false, reference));
    }

    /** The flows that a subject sends to whoever has this DID, client id or URA number. */
    public List<Flow> sentTo(String subject, String receiver) {
        return those(index.sentTo(subject, receiver), Set.of());
    }

    private List<Flow> those(Set<String> some, Set<String> others) {
        return Stream.concat(some.stream(), others.stream())
                .distinct()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Flows by id, oldest first, as the store has them now.
     *
     * @param after only those later than the one with this id
     * @param receiver only those whose receiver has this DID, client id or URA number
     * @param wanted which to take
     * @throws FlowStoreException when it cannot be told what the store has
     */
    public List<Flow> page(Optional<String> after, Optional<String> receiver, int limit, Predicate<Flow> wanted) {
        if (!fresh()) {
            throw new FlowStoreException("It cannot be told what flows there are; try again in a moment.");
        }
        NavigableSet<String> all = receiver.<NavigableSet<String>>map(name -> new TreeSet<>(index.receivedBy(name)))
                .orElse(ids);
        NavigableSet<String> later = after.map(id -> all.tailSet(id, false)).orElse(all);
        return later.stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .filter(wanted)
                .limit(limit)
                .toList();
    }

    /** All flows. */
    public List<Flow> all() {
        return List.copyOf(flows.values());
    }

    /** A second copy of what the replica takes, from which a store that lost everything can be filled again. Thread-safe. */
    public interface Copies {

        /** Keeps nothing. */
        Copies NONE = new Copies() {
            @Override
            public void keep(Flow flow) {}

            @Override
            public void drop(String id) {}
        };

        /** Keeps a version. */
        void keep(Flow flow);

        /** Forgets a flow. */
        void drop(String id);
    }
}

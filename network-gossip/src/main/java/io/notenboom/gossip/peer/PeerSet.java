// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The view that a node has of its network: at most k peers in use, among which at least two bootstrap peers as far as there
 * are, and a reserve of {@link #RESERVE} others that take their places. Both are drawn at random from the list of all peers
 * and one of each is exchanged every {@link #ROTATION}, so that a node neither stays in a closed circle nor keeps state for
 * thousands of peers. What was struck is remembered when it leaves the view. Not safe for many threads; the engine owns it.
 */
public final class PeerSet {

    /** How often one peer in use, and one in reserve, is exchanged for another. */
    public static final Duration ROTATION = Duration.ofSeconds(30);

    /** Most peers in reserve. */
    public static final int RESERVE = 32;

    /** For how long a peer that called counts as a caller. */
    static final Duration CALLER_MEMORY = Duration.ofSeconds(90);

    /** Prefers none. */
    public static final Comparator<PeerRecord> ANY_ORDER = (_, _) -> 0;

    private static final int KEPT_BOOTSTRAP = 2;
    private static final int BOOTSTRAP_IN_VIEW = 8;
    private static final int MAX_REMEMBERED = 1_000;

    private final int most;
    private final RandomGenerator random;
    private final Map<PeerAddress, PeerRecord> view = new LinkedHashMap<>();
    private final Map<PeerAddress, PeerRecord> remembered = new LinkedHashMap<>();
    private final Set<PeerRecord> active = new LinkedHashSet<>();
    private final Map<PeerRecord, Instant> callers = new LinkedHashMap<>();
    private PeerList all = PeerList.empty();
    private Instant rotateAt = Instant.MIN;

    /**
     * An empty set.
     *
     * @param most k, the most peers in use
     * @param random decides who
     */
    public PeerSet(int most, RandomGenerator random) {
        this.most = most;
        this.random = random;
    }

    /**
     * Replaces the list of all peers; what is known of those that stay is kept.
     *
     * @return peers of the view that are gone
     */
    public List<PeerAddress> replace(PeerList peers, Instant now) {
        all = peers;
        List<PeerAddress> gone = view.keySet().stream()
                .filter(address -> peers.get(address).isEmpty())
                .toList();
        gone.forEach(address -> leave(address, now));
        view.values().forEach(record -> peers.get(record.peer().address()).ifPresent(record::update));
        fillReserve(now);
        return gone;
    }

    private void leave(PeerAddress address, Instant now) {
        PeerRecord record = view.remove(address);
        if (record == null) {
            return;
        }
        active.remove(record);
        callers.remove(record);
        if (record.hasHistory(now)) {
            remembered.put(address, record);
            Iterator<PeerAddress> oldest = remembered.keySet().iterator();
            while (remembered.size() > MAX_REMEMBERED && oldest.hasNext()) {
                oldest.next();
                oldest.remove();
            }
        }
    }

    private PeerRecord enter(KnownPeer peer) {
        PeerRecord before = remembered.remove(peer.address());
        PeerRecord record = before == null ? new PeerRecord(peer) : before;
        record.update(peer);
        view.put(peer.address(), record);
        return record;
    }

    private void fillReserve(Instant now) {
        long bootstrap = view.values().stream()
                .filter(record -> record.peer().bootstrap())
                .count();
        int missing = (int) (Math.min(BOOTSTRAP_IN_VIEW, all.bootstrap().size()) - bootstrap);
        for (int place = most + RESERVE - view.size(); place < missing; place++) {
            leaveOne(now);
        }
        draw(all.bootstrap(), missing, now);
        draw(all.all(), most + RESERVE - view.size(), now);
    }

    /** Draws from a list that may be long: most draws bring a new peer, so a few more than wanted are enough. */
    private void draw(List<KnownPeer> from, int wanted, Instant now) {
        int left = wanted;
        if (from.size() <= 2 * (most + RESERVE)) {
            for (KnownPeer peer : shuffled(new ArrayList<>(from))) {
                left -= left > 0 && drawn(peer, now) ? 1 : 0;
            }
            return;
        }
        for (int tries = 4 * (most + RESERVE); tries > 0 && left > 0; tries--) {
            left -= drawn(from.get(random.nextInt(from.size())), now) ? 1 : 0;
        }
    }

    private List<PeerRecord> reserve() {
        return candidates(record -> true);
    }

    /** One that is in reserve, and no bootstrap peer, makes room. */
    private void leaveOne(Instant now) {
        candidates(record -> !record.peer().bootstrap()).stream()
                .findFirst()
                .ifPresent(record -> leave(record.peer().address(), now));
    }

    private boolean drawn(KnownPeer peer, Instant now) {
        PeerRecord before = remembered.get(peer.address());
        if (view.containsKey(peer.address()) || (before != null && before.isBanned(now))) {
            return false;
        }
        enter(peer);
        return true;
    }

    /**
     * A peer called. It is in the view from now on, so that a node which nobody happened to choose is told of news by those
     * that it calls. Returns what is known of it; empty if it is no peer.
     */
    public Optional<PeerRecord> called(PeerAddress address, Instant now) {
        Optional<KnownPeer> peer = all.get(address);
        if (peer.isEmpty()) {
            return get(address);
        }
        if (!view.containsKey(address) && view.size() >= most + RESERVE) {
            leaveOne(now);
        }
        PeerRecord known = view.get(address);
        PeerRecord caller = known == null ? enter(peer.get()) : known;
        callers.remove(caller);
        callers.put(caller, now);
        Iterator<Instant> oldest = callers.values().iterator();
        while (oldest.hasNext()) {
            boolean late = oldest.next().plus(CALLER_MEMORY).isBefore(now);
            if (late || callers.size() > RESERVE) {
                oldest.remove();
            }
        }
        return Optional.of(caller);
    }

    /** What is known of a peer of the view, or of one that was struck. */
    public Optional<PeerRecord> get(PeerAddress address) {
        PeerRecord record = view.get(address);
        return Optional.ofNullable(record == null ? remembered.get(address) : record);
    }

    /** Whether there are no peers at all. */
    public boolean isEmpty() {
        return view.isEmpty();
    }

    /** The peers of the view, by address. */
    public List<PeerRecord> view() {
        return view.values().stream()
                .sorted(Comparator.comparing(record -> record.peer().address()))
                .toList();
    }

    /** Number of peers that are banned now. */
    public long banned(Instant now) {
        return view.values().stream().filter(record -> record.isBanned(now)).count()
                + remembered.values().stream()
                        .filter(record -> record.isBanned(now))
                        .count();
    }

    /** The peers in use that may be contacted, after others took the place of those that may not. */
    public List<PeerRecord> active(Instant now) {
        active.removeIf(record -> !record.isEligible(now) && !record.peer().bootstrap());
        if (!now.isBefore(rotateAt)) {
            rotate(now);
        }
        keepBootstrap(now);
        if (active.size() < most) {
            List<PeerRecord> candidates = shuffled(candidates(record -> record.isEligible(now)));
            active.addAll(candidates.subList(0, Math.min(candidates.size(), most - active.size())));
        }
        return active.stream().filter(record -> record.isEligible(now)).toList();
    }

    /** Exchanges one in use and one in reserve; bootstrap peers beyond the two that are kept are exchanged as others are. */
    private void rotate(Instant now) {
        rotateAt = now.plus(ROTATION);
        List<PeerRecord> reserve = reserve();
        if (view.size() < all.all().size() && !reserve.isEmpty()) {
            leave(leastUseful(reserve, now).peer().address(), now);
            fillReserve(now);
        }
        List<PeerRecord> candidates = candidates(record -> record.isEligible(now));
        if (active.size() >= most && !candidates.isEmpty() && makePlace()) {
            active.add(candidates.get(random.nextInt(candidates.size())));
        }
    }

    private PeerRecord leastUseful(List<PeerRecord> reserve, Instant now) {
        return reserve.stream()
                .filter(record -> !record.isEligible(now))
                .findFirst()
                .orElseGet(() -> reserve.get(random.nextInt(reserve.size())));
    }

    private List<PeerRecord> replaceable() {
        long bootstrap =
                active.stream().filter(record -> record.peer().bootstrap()).count();
        return active.stream()
                .filter(record -> bootstrap > KEPT_BOOTSTRAP || !record.peer().bootstrap())
                .toList();
    }

    /** Two bootstrap peers have places whatever others do; one that may not be contacted gives its place to one that may. */
    private void keepBootstrap(Instant now) {
        if (all.bootstrap().isEmpty()) {
            return;
        }
        List<PeerRecord> waiting = shuffled(candidates(record -> record.peer().bootstrap()));
        waiting.sort(Comparator.comparing(record -> !record.isEligible(now)));
        for (PeerRecord candidate : waiting) {
            List<PeerRecord> kept =
                    active.stream().filter(record -> record.peer().bootstrap()).toList();
            Optional<PeerRecord> idle =
                    kept.stream().filter(record -> !record.isEligible(now)).findFirst();
            if (kept.size() < Math.min(KEPT_BOOTSTRAP, most)) {
                var unused = active.size() < most || makePlace();
                active.add(candidate);
            } else if (idle.isPresent() && candidate.isEligible(now)) {
                active.remove(idle.get());
                active.add(candidate);
            }
        }
    }

    /** Takes one out of use, if one may be; returns whether it did. */
    private boolean makePlace() {
        List<PeerRecord> replaceable = replaceable();
        return !replaceable.isEmpty() && active.remove(replaceable.get(random.nextInt(replaceable.size())));
    }

    private List<PeerRecord> candidates(Predicate<PeerRecord> wanted) {
        List<PeerRecord> candidates = new ArrayList<>();
        for (PeerRecord record : view.values()) {
            if (wanted.test(record) && !active.contains(record)) {
                candidates.add(record);
            }
        }
        return candidates;
    }

    /**
     * Chooses among the peers in use.
     *
     * @param count f, the most peers
     * @param allowed which may be chosen at all
     */
    public List<PeerRecord> choose(int count, Predicate<PeerRecord> allowed, Instant now) {
        return choose(active(now), count, ANY_ORDER, allowed);
    }

    /**
     * Chooses among the peers in use and those that called lately. A node that nobody happened to choose has called some, and
     * these have to remember it while others call them with the same news.
     *
     * @param order the first ones are preferred; among equals chance decides
     */
    public List<PeerRecord> chooseForNews(
            int count, Comparator<PeerRecord> order, Predicate<PeerRecord> allowed, Instant now) {
        List<PeerRecord> candidates = new ArrayList<>(active(now));
        candidates.addAll(otherCallers(now));
        return choose(candidates, count, order, allowed);
    }

    /** Whether one of the peers among which is chosen for news is such a one. */
    public boolean anyForNews(Predicate<PeerRecord> wanted, Instant now) {
        return active.stream().anyMatch(record -> record.isEligible(now) && wanted.test(record))
                || otherCallers(now).stream().anyMatch(wanted);
    }

    private List<PeerRecord> otherCallers(Instant now) {
        return callers.keySet().stream()
                .filter(record -> !active.contains(record) && record.isEligible(now))
                .toList();
    }

    private List<PeerRecord> choose(
            List<PeerRecord> candidates, int count, Comparator<PeerRecord> order, Predicate<PeerRecord> allowed) {
        List<PeerRecord> chosen =
                shuffled(new ArrayList<>(candidates.stream().filter(allowed).toList()));
        chosen.sort(order);
        return chosen.subList(0, Math.min(count, chosen.size()));
    }

    private <T> List<T> shuffled(List<T> list) {
        for (int i = list.size(); i > 1; i--) {
            Collections.swap(list, i - 1, random.nextInt(i));
        }
        return list;
    }
}

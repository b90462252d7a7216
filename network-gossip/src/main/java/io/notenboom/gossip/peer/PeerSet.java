// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import io.notenboom.gossip.protocol.Digest;
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

    private static final int KEPT_BOOTSTRAP = 2;
    private static final int BOOTSTRAP_IN_VIEW = 8;
    private static final int MAX_REMEMBERED = 1_000;

    private final int most;
    private final RandomGenerator random;
    private final Map<PeerAddress, PeerRecord> view = new LinkedHashMap<>();
    private final Map<PeerAddress, PeerRecord> remembered = new LinkedHashMap<>();
    private final Set<PeerAddress> active = new LinkedHashSet<>();
    private final Map<PeerAddress, Instant> callers = new LinkedHashMap<>();
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
        active.remove(address);
        callers.remove(address);
        PeerRecord record = view.remove(address);
        if (record != null && record.hasHistory(now)) {
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
            reserve().stream()
                    .filter(address -> !record(address).peer().bootstrap())
                    .findFirst()
                    .ifPresent(address -> leave(address, now));
        }
        draw(all.bootstrap(), missing, now);
        draw(all.all(), most + RESERVE - view.size(), now);
    }

    /** Draws from a list that may be long: most draws bring a new peer, so a few more than wanted are enough. */
    private void draw(List<KnownPeer> from, int wanted, Instant now) {
        int left = wanted;
        if (from.size() <= 2 * (most + RESERVE)) {
            List<KnownPeer> shuffled = new ArrayList<>(from);
            shuffle(shuffled);
            for (KnownPeer peer : shuffled) {
                left -= left > 0 && drawn(peer, now) ? 1 : 0;
            }
            return;
        }
        for (int tries = 4 * (most + RESERVE); tries > 0 && left > 0; tries--) {
            left -= drawn(from.get(random.nextInt(from.size())), now) ? 1 : 0;
        }
    }

    private List<PeerAddress> reserve() {
        return view.keySet().stream()
                .filter(address -> !active.contains(address))
                .toList();
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
        if (peer.isPresent() && !view.containsKey(address)) {
            if (view.size() >= most + RESERVE) {
                reserve().stream()
                        .filter(other -> !record(other).peer().bootstrap())
                        .findFirst()
                        .ifPresent(other -> leave(other, now));
            }
            var unused = enter(peer.get());
        }
        if (peer.isPresent()) {
            callers.remove(address);
            callers.put(address, now);
            Iterator<Map.Entry<PeerAddress, Instant>> oldest =
                    callers.entrySet().iterator();
            while (oldest.hasNext()) {
                boolean late = oldest.next().getValue().plus(CALLER_MEMORY).isBefore(now);
                if (late || callers.size() > most) {
                    oldest.remove();
                }
            }
        }
        return get(address);
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
        active.removeIf(address ->
                !record(address).isEligible(now) && !record(address).peer().bootstrap());
        if (!now.isBefore(rotateAt)) {
            rotate(now);
        }
        keepBootstrap(now);
        candidates(record -> record.isEligible(now)).forEach(record -> {
            if (active.size() < most) {
                active.add(record.peer().address());
            }
        });
        return active.stream()
                .map(this::record)
                .filter(record -> record.isEligible(now))
                .toList();
    }

    /** Exchanges one in use and one in reserve; bootstrap peers beyond the two that are kept are exchanged as others are. */
    private void rotate(Instant now) {
        rotateAt = now.plus(ROTATION);
        List<PeerAddress> reserve = reserve();
        if (view.size() < all.all().size() && !reserve.isEmpty()) {
            leave(leastUseful(reserve, now), now);
            fillReserve(now);
        }
        List<PeerRecord> candidates = candidates(record -> record.isEligible(now));
        List<PeerAddress> replaceable = replaceable();
        if (active.size() >= most && !candidates.isEmpty() && !replaceable.isEmpty()) {
            active.remove(replaceable.get(random.nextInt(replaceable.size())));
            active.add(candidates.getFirst().peer().address());
        }
    }

    private PeerAddress leastUseful(List<PeerAddress> reserve, Instant now) {
        return reserve.stream()
                .filter(address -> !record(address).isEligible(now))
                .findFirst()
                .orElseGet(() -> reserve.get(random.nextInt(reserve.size())));
    }

    private List<PeerAddress> replaceable() {
        long bootstrap = active.stream()
                .filter(address -> record(address).peer().bootstrap())
                .count();
        return active.stream()
                .filter(address ->
                        bootstrap > KEPT_BOOTSTRAP || !record(address).peer().bootstrap())
                .toList();
    }

    /** Two bootstrap peers have places whatever others do; one that may not be contacted gives its place to one that may. */
    private void keepBootstrap(Instant now) {
        List<PeerRecord> waiting = candidates(record -> record.peer().bootstrap());
        waiting.sort(Comparator.comparing(record -> !record.isEligible(now)));
        for (PeerRecord candidate : waiting) {
            List<PeerAddress> kept = active.stream()
                    .filter(address -> record(address).peer().bootstrap())
                    .toList();
            Optional<PeerAddress> idle = kept.stream()
                    .filter(address -> !record(address).isEligible(now))
                    .findFirst();
            if (kept.size() < Math.min(KEPT_BOOTSTRAP, most)) {
                makePlace();
                active.add(candidate.peer().address());
            } else if (idle.isPresent() && candidate.isEligible(now)) {
                active.remove(idle.get());
                active.add(candidate.peer().address());
            }
        }
    }

    private void makePlace() {
        List<PeerAddress> replaceable = replaceable();
        if (active.size() >= most && !replaceable.isEmpty()) {
            active.remove(replaceable.get(random.nextInt(replaceable.size())));
        }
    }

    private List<PeerRecord> candidates(Predicate<PeerRecord> wanted) {
        List<PeerRecord> candidates = new ArrayList<>();
        for (PeerRecord record : view.values()) {
            if (!active.contains(record.peer().address()) && wanted.test(record)) {
                candidates.add(record);
            }
        }
        shuffle(candidates);
        return candidates;
    }

    /**
     * Chooses peers for one round.
     *
     * @param count f, the most peers
     * @param first the ones to prefer
     * @param allowed which may be chosen at all
     */
    public List<PeerRecord> choose(int count, Predicate<PeerRecord> first, Predicate<PeerRecord> allowed, Instant now) {
        return choose(active(now), count, first, allowed);
    }

    /** Chooses for news, among the peers in use and as many that called lately. */
    public List<PeerRecord> chooseForNews(
            int count, Predicate<PeerRecord> first, Predicate<PeerRecord> allowed, Instant now) {
        List<PeerRecord> candidates = new ArrayList<>(active(now));
        callers.forEach((address, at) -> {
            if (!active.contains(address) && record(address).isEligible(now)) {
                candidates.add(record(address));
            }
        });
        return choose(candidates, count, first, allowed);
    }

    private List<PeerRecord> choose(
            List<PeerRecord> candidates, int count, Predicate<PeerRecord> first, Predicate<PeerRecord> allowed) {
        List<PeerRecord> chosen =
                new ArrayList<>(candidates.stream().filter(allowed).toList());
        shuffle(chosen);
        chosen.sort(Comparator.comparing(record -> !first.test(record)));
        return chosen.subList(0, Math.min(count, chosen.size()));
    }

    /** Whether a peer in use is known to differ and may be asked again. */
    public boolean anyDiffers(Digest mine, Instant changedAt, Instant now) {
        return active.stream()
                .map(this::record)
                .anyMatch(record -> record.isEligible(now) && record.differs(mine, changedAt, now));
    }

    private <T> void shuffle(List<T> list) {
        for (int i = list.size(); i > 1; i--) {
            Collections.swap(list, i - 1, random.nextInt(i));
        }
    }

    private PeerRecord record(PeerAddress address) {
        PeerRecord record = view.get(address);
        if (record == null) {
            throw new IllegalStateException("a peer in use is not in the view");
        }
        return record;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import io.notenboom.gossip.protocol.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The peers and those of them in use: at most k, among which at least two bootstrap peers as far as there are; every
 * {@link #ROTATION} one of them makes place for another, so that a node does not stay in a closed circle, also after a
 * partition. Not safe for many threads; the engine owns it.
 */
public final class PeerSet {

    /** How often one peer in use is exchanged for another. */
    public static final Duration ROTATION = Duration.ofSeconds(30);

    private static final int KEPT_BOOTSTRAP = 2;

    private final int most;
    private final RandomGenerator random;
    private final Map<PeerAddress, PeerRecord> all = new LinkedHashMap<>();
    private final Set<PeerAddress> active = new LinkedHashSet<>();
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

    /** Replaces the list of peers; what is known of those that stay is kept. */
    public void replace(Collection<KnownPeer> peers) {
        Set<PeerAddress> addresses = new HashSet<>();
        for (KnownPeer peer : peers) {
            addresses.add(peer.address());
            all.computeIfAbsent(peer.address(), address -> new PeerRecord(peer)).update(peer);
        }
        all.keySet().retainAll(addresses);
        active.retainAll(addresses);
    }

    /** What is known of a peer. */
    public Optional<PeerRecord> get(PeerAddress address) {
        return Optional.ofNullable(all.get(address));
    }

    /** All peers by address. */
    public List<PeerRecord> all() {
        return all.values().stream()
                .sorted(Comparator.comparing(record -> record.peer().address()))
                .toList();
    }

    /** The peers in use that may be contacted, after others took the place of those that may not. */
    public List<PeerRecord> active(Instant now) {
        active.removeIf(address ->
                !record(address).isEligible(now) && !record(address).peer().bootstrap());
        if (active.size() >= most && !now.isBefore(rotateAt)) {
            rotate(now);
        }
        fill(KEPT_BOOTSTRAP, record -> record.peer().bootstrap());
        fill(most, record -> record.isEligible(now));
        return active.stream()
                .map(this::record)
                .filter(record -> record.isEligible(now))
                .toList();
    }

    private void rotate(Instant now) {
        rotateAt = now.plus(ROTATION);
        List<PeerAddress> replaceable = active.stream()
                .filter(address -> !record(address).peer().bootstrap())
                .toList();
        boolean others = all.values().stream()
                .anyMatch(record ->
                        record.isEligible(now) && !active.contains(record.peer().address()));
        if (others && !replaceable.isEmpty()) {
            PeerAddress leaving = replaceable.get(random.nextInt(replaceable.size()));
            List<PeerRecord> candidates = candidates(record -> record.isEligible(now));
            active.remove(leaving);
            active.add(candidates.getFirst().peer().address());
        }
    }

    private void fill(int upTo, Predicate<PeerRecord> wanted) {
        long have = active.stream().map(this::record).filter(wanted).count();
        for (PeerRecord candidate : candidates(wanted)) {
            if (have >= upTo || active.size() >= most) {
                return;
            }
            active.add(candidate.peer().address());
            have++;
        }
    }

    private List<PeerRecord> candidates(Predicate<PeerRecord> wanted) {
        List<PeerRecord> candidates = new ArrayList<>(all.values().stream()
                .filter(record -> !active.contains(record.peer().address()))
                .filter(wanted)
                .toList());
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
        List<PeerRecord> chosen =
                new ArrayList<>(active(now).stream().filter(allowed).toList());
        shuffle(chosen);
        chosen.sort(Comparator.comparing(record -> !first.test(record)));
        return chosen.subList(0, Math.min(count, chosen.size()));
    }

    /** Whether a peer in use is known to differ and may be asked again. */
    public boolean anyDiffers(Digest mine, Instant changedAt, Instant now) {
        return active(now).stream().anyMatch(record -> record.differs(mine, changedAt, now));
    }

    private void shuffle(List<PeerRecord> records) {
        for (int i = records.size(); i > 1; i--) {
            Collections.swap(records, i - 1, random.nextInt(i));
        }
    }

    private PeerRecord record(PeerAddress address) {
        PeerRecord record = all.get(address);
        if (record == null) {
            throw new IllegalStateException("a peer in use is not in the list");
        }
        return record;
    }
}

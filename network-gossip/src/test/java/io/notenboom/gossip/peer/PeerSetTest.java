// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PeerSetTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ACTIVE = 8;

    private final PeerSet set = new PeerSet(ACTIVE, new Random(5));

    private static KnownPeer peer(int number, boolean bootstrap) {
        return new KnownPeer(new PeerAddress("https://node" + number + ".example:7000"), null, bootstrap);
    }

    private static PeerList peers(int others, int bootstrap) {
        List<KnownPeer> all = new ArrayList<>();
        for (int i = 0; i < others + bootstrap; i++) {
            all.add(peer(i, i >= others));
        }
        return PeerList.of(all);
    }

    private long bootstrapInUse(Instant now) {
        return set.active(now).stream()
                .filter(record -> record.peer().bootstrap())
                .count();
    }

    @Test
    void bootstrapPeersThatComeLaterGetTheirTwoPlaces() {
        set.replace(peers(500, 0), START);
        assertThat(set.active(START)).hasSize(ACTIVE);
        set.replace(peers(500, 3), START);
        assertThat(set.active(START)).hasSize(ACTIVE);
        assertThat(bootstrapInUse(START)).isEqualTo(2);
        for (int i = 1; i < 100; i++) {
            assertThat(bootstrapInUse(START.plus(PeerSet.ROTATION.multipliedBy(i))))
                    .isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void anIdleBootstrapPeerGivesItsPlaceToOneThatAnswers() {
        set.replace(peers(50, 4), START);
        List<PeerRecord> first = set.active(START).stream()
                .filter(record -> record.peer().bootstrap())
                .toList();
        first.forEach(record -> record.failed(START, 100));
        assertThat(set.active(START))
                .filteredOn(record -> record.peer().bootstrap())
                .hasSize(2)
                .doesNotContainAnyElementsOf(first);
    }

    @Test
    void theViewStaysSmallAndChangesWithTime() {
        set.replace(peers(5_000, 2), START);
        Set<PeerAddress> seen = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            set.active(START.plus(PeerSet.ROTATION.multipliedBy(i)))
                    .forEach(record -> seen.add(record.peer().address()));
            assertThat(set.view()).hasSizeLessThanOrEqualTo(ACTIVE + PeerSet.RESERVE);
        }
        assertThat(seen).hasSizeGreaterThan(200);
    }

    @Test
    void manyBootstrapPeersTakeTurns() {
        set.replace(peers(0, 40), START);
        Set<PeerAddress> seen = new HashSet<>();
        for (int i = 0; i < 400; i++) {
            set.active(START.plus(PeerSet.ROTATION.multipliedBy(i)))
                    .forEach(record -> seen.add(record.peer().address()));
        }
        assertThat(seen).hasSize(40);
    }

    @Test
    void aBanOutlastsThePeersAbsence() {
        set.replace(peers(3, 0), START);
        PeerRecord record = set.get(peer(1, false).address()).orElseThrow();
        for (int i = 0; i < PeerRecord.STRIKES_TO_BAN; i++) {
            record.strike(PeerFailure.BROKEN, START);
        }
        assertThat(set.replace(peers(1, 0), START)).contains(peer(1, false).address());
        set.replace(peers(3, 0), START);
        assertThat(set.active(START)).extracting(PeerRecord::peer).doesNotContain(peer(1, false));
        assertThat(set.banned(START)).isEqualTo(1);
        Instant later = START.plus(Duration.ofHours(1));
        set.replace(peers(3, 0), later);
        assertThat(set.active(later)).hasSize(3);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.peer;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.peer.PeerRecord.Standing;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.NodeHead;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PeerRecordTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final Digest ROOT = Digest.sha256(new byte[] {1});
    private static final Digest OTHER = Digest.sha256(new byte[] {2});

    private final PeerRecord record =
            new PeerRecord(new KnownPeer(new PeerAddress("https://node.example:7000"), null, false));

    private void ban(Instant now) {
        for (int i = 0; i < PeerRecord.STRIKES_TO_BAN; i++) {
            record.strike(PeerFailure.BROKEN, now);
        }
    }

    @Test
    void aBanDoesNotEndBecauseThePeerCalls() {
        ban(START);
        record.failed(START.plusSeconds(1), 1);
        record.reached();
        assertThat(record.isBanned(START.plusSeconds(2))).isTrue();
        assertThat(record.isEligible(START.plusSeconds(2))).isFalse();
        assertThat(record.isEligible(START.plus(PeerRecord.FIRST_BAN))).isTrue();
    }

    @Test
    void bansGrowUpToADay() {
        Instant now = START;
        Duration last = Duration.ZERO;
        for (int i = 0; i < 8; i++) {
            ban(now);
            Duration ban = Duration.between(now, record.bannedUntil().orElseThrow());
            assertThat(ban).isGreaterThanOrEqualTo(last).isLessThanOrEqualTo(PeerRecord.LONGEST_BAN);
            last = ban;
            now = now.plus(ban);
        }
        assertThat(last).isEqualTo(PeerRecord.LONGEST_BAN);
    }

    /** Never sooner than it asks, whatever the jitter, and not for ever. */
    @Test
    void aBusyPeerIsLeftAloneForAsLongAsItAsks() {
        record.busy(Duration.ofSeconds(3), START, 0.8);
        assertThat(record.isEligible(START.plusMillis(2_999))).isFalse();
        assertThat(record.isEligible(START.plusSeconds(4))).isTrue();

        record.busy(Duration.ZERO, START.plusSeconds(10), 1);
        assertThat(record.isEligible(START.plusSeconds(19))).isFalse();
        assertThat(record.isEligible(START.plusSeconds(20))).isTrue();

        record.busy(Duration.ofHours(1), START.plusSeconds(30), 1);
        assertThat(record.isEligible(START.plusSeconds(29).plus(PeerRecord.LONGEST_RETRY)))
                .isFalse();
        assertThat(record.isEligible(START.plusSeconds(30).plus(PeerRecord.LONGEST_RETRY)))
                .isTrue();
    }

    @Test
    void anUnreachablePeerIsWaitedForLongerEachTimeUntilItIsReached() {
        record.failed(START, 1);
        assertThat(record.isEligible(START.plus(PeerRecord.FIRST_RETRY))).isTrue();
        for (int i = 0; i < 40; i++) {
            record.failed(START, 1);
        }
        assertThat(record.isEligible(START.plus(PeerRecord.LONGEST_RETRY).minusMillis(1)))
                .isFalse();
        assertThat(record.isEligible(START.plus(PeerRecord.LONGEST_RETRY))).isTrue();
        record.reached();
        assertThat(record.isEligible(START)).isTrue();
    }

    @Test
    void silenceInTheMidstOfConversationsIsAStrikeInTheEnd() {
        for (int i = 1; i < PeerRecord.STALLS_TO_STRIKE; i++) {
            assertThat(record.stalled(START)).isFalse();
        }
        assertThat(record.stalled(START)).isTrue();
        assertThat(record.strikes(START)).isEqualTo(1);
        assertThat(record.stalled(START)).isFalse();
        record.conversed(true);
        for (int i = 1; i < PeerRecord.STALLS_TO_STRIKE; i++) {
            assertThat(record.stalled(START)).isFalse();
        }
    }

    private static NodeHead head(Digest root) {
        return new NodeHead("node", ROOT, START, 1, ROOT, root, 1, 1, "e");
    }

    @Test
    void whereItStandsIsKnownFromAfterTheLastChangeOnly() {
        assertThat(record.standing(ROOT, Instant.MIN, START)).isEqualTo(Standing.UNKNOWN);
        record.heard(head(ROOT), START);
        assertThat(record.standing(ROOT, START, START)).isEqualTo(Standing.SETTLED);
        assertThat(record.standing(OTHER, START, START)).isEqualTo(Standing.DIFFERS);
        assertThat(record.standing(OTHER, START.plusMillis(1), START.plusMillis(1)))
                .isEqualTo(Standing.UNKNOWN);
    }

    @Test
    void whoDiffersStillIsAskedLessAndLessOften() {
        record.heard(head(OTHER), START);
        long before = 0;
        for (int i = 0; i < 6; i++) {
            record.conversed(false);
            long pause = 0;
            while (!record.standing(ROOT, START, START.plusSeconds(pause)).differs()) {
                pause++;
            }
            assertThat(record.standing(ROOT, START, START.plusSeconds(pause))).isEqualTo(Standing.DIFFERS_STILL);
            assertThat(pause).isGreaterThanOrEqualTo(before).isBetween(4L, 30L);
            before = pause;
        }
        assertThat(before).isEqualTo(30);
        record.conversed(true);
        assertThat(record.standing(ROOT, START, START)).isEqualTo(Standing.DIFFERS);
    }
}

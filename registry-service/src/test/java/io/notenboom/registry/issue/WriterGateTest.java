// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.peer.OwnStreamHeads.Shown;
import io.notenboom.registry.stream.StreamHead;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A vendor's node that was started again on its data folder, with peers or without. */
class WriterGateTest {

    private static final String VENDOR = "urn:oid:1.3.6.1.4.1.54851.4:11111111";

    @TempDir
    Path folder;

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private WriterNode node;
    private EventId stream;
    private StreamHead head;

    @BeforeEach
    void registered() {
        node = new WriterNode(folder);
        assertThat(node.enrol(EnrolmentKind.VENDOR_CA).chain()).isNotEmpty();
        assertThat(node.enrol(EnrolmentKind.NODE_CA).chain()).isNotEmpty();
        assertThat(node.vendor.register(VENDOR, "Leverancier A"))
                .isInstanceOfSatisfying(IssueOutcome.Issued.class, issued -> stream = new EventId(issued.subject()));
        head = node.ingest.head(stream).orElseThrow();
        assertThat(node.peers.asked).isEqualTo(1);
    }

    @AfterEach
    void close() {
        node.close();
    }

    private WriterGate restarted() {
        return new WriterGate(node.peers, node.ingest, node.fence, () -> now);
    }

    private static void closed(WriterGate.Passage passage, String why) {
        assertThat(passage).isInstanceOfSatisfying(WriterGate.Passage.Closed.class, closed -> assertThat(closed.why())
                .contains(why));
    }

    @Test
    void asksThePeersOnceAfterAStart() {
        node.peers.told.add(new WriterPeers.Told("https://a", head.sequence(), head.id(), false));
        WriterGate gate = restarted();
        assertThat(gate.pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
        assertThat(gate.pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
        assertThat(node.peers.asked).isEqualTo(2);
    }

    @Test
    void isOpenWithoutKnownPeersAndWhenNoPeerKnowsTheStream() {
        assertThat(restarted().pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
        node.peers.told.add(new WriterPeers.Told("https://a", -1, null, false));
        assertThat(restarted().pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
    }

    @Test
    void staysClosedWhileNoKnownPeerAnswersUnlessAnOperatorOpensIt() {
        node.peers.silent.add("https://a");
        WriterGate gate = restarted();
        closed(gate.pass(Optional.of(stream)), "https://a");
        node.peers.silent.clear();
        node.peers.told.add(new WriterPeers.Told("https://a", head.sequence(), head.id(), false));
        assertThat(gate.pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
        node.peers.told.clear();
        node.peers.silent.add("https://a");
        WriterGate again = restarted();
        closed(again.pass(Optional.of(stream)), "writer/override");
        again.override();
        assertThat(again.overridden()).isTrue();
        assertThat(again.pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
    }

    @Test
    void oneAnsweringPeerIsEnough() {
        node.peers.silent.add("https://a");
        node.peers.told.add(new WriterPeers.Told("https://b", head.sequence() - 1, null, false));
        assertThat(restarted().pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
    }

    private WriterPeers.Told tells(String peer, long sequence) {
        return new WriterPeers.Told(peer, sequence, stream, false);
    }

    @Test
    void staysClosedForAHeadThatAPeerTellsAndHasNotShownYet() {
        node.peers.told.add(tells("https://a", head.sequence() + 5));
        closed(restarted().pass(Optional.of(stream)), "has not shown a signed event");
    }

    /** An honest peer beside it holds the same as this node. */
    @Test
    void aPeerThatShowsNothingIsNotCountedAfterSomeTries() {
        node.peers.told.add(tells("https://liar", head.sequence() + 1_000));
        node.peers.told.add(new WriterPeers.Told("https://b", head.sequence(), head.id(), false));
        node.peers.showing = peer -> Shown.NOTHING;
        WriterGate gate = restarted();
        for (int i = 0; i < UnprovenClaims.TRIES; i++) {
            closed(gate.pass(Optional.of(stream)), "https://liar");
        }
        closed(gate.pass(Optional.of(stream)), "https://liar");
        now = now.plus(UnprovenClaims.AFTER_ANSWERS);
        int shown = node.peers.shown.size();

        assertThat(gate.pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);
        assertThat(node.peers.shown).hasSize(shown);
    }

    /** Neither how often it is asked alone nor time alone is enough. */
    @Test
    void aPeerThatIsSilentWhenItShallShowCountsForSomeMinutes() {
        node.peers.told.add(tells("https://a", head.sequence() + 1));
        node.peers.told.add(new WriterPeers.Told("https://b", head.sequence(), head.id(), false));
        WriterGate gate = restarted();
        for (int i = 1; i < UnprovenClaims.TRIES; i++) {
            closed(gate.pass(Optional.of(stream)), "https://a");
        }
        now = now.plus(UnprovenClaims.AFTER_SILENCE);
        closed(gate.pass(Optional.of(stream)), "https://a");
        assertThat(gate.pass(Optional.of(stream))).isInstanceOf(WriterGate.Passage.Open.class);

        WriterGate other = restarted();
        for (int i = 0; i < 2 * UnprovenClaims.TRIES; i++) {
            closed(other.pass(Optional.of(stream)), "https://a");
        }
    }

    @Test
    void onePeerThatShowsASignedEventKeepsItClosedWhateverOthersDo() {
        node.peers.told.add(tells("https://liar", head.sequence() + 1_000));
        node.peers.told.add(tells("https://honest", head.sequence() + 1));
        node.peers.told.add(new WriterPeers.Told("https://b", head.sequence(), head.id(), false));
        node.peers.showing = peer -> peer.peer().equals("https://honest") ? Shown.SIGNED_EVENT : Shown.NOTHING;
        WriterGate gate = restarted();
        for (int i = 0; i < 10; i++) {
            closed(gate.pass(Optional.of(stream)), "https://honest has signed events");
            now = now.plus(UnprovenClaims.AFTER_SILENCE);
        }
    }

    /** Who has only heard a liar has heard nobody. */
    @Test
    void aLiarAloneOpensNothing() {
        node.peers.told.add(tells("https://liar", head.sequence() + 1));
        node.peers.silent.add("https://b");
        node.peers.showing = peer -> Shown.NOTHING;
        WriterGate gate = restarted();
        for (int i = 0; i < UnprovenClaims.TRIES; i++) {
            closed(gate.pass(Optional.of(stream)), "has not shown");
        }
        now = now.plus(UnprovenClaims.AFTER_SILENCE);
        closed(gate.pass(Optional.of(stream)), "none of them can show");
    }

    @Test
    void staysClosedWhenAPeerHoldsAnotherEventOrKnowsAFork() {
        node.peers.showing = peer -> Shown.SIGNED_EVENT;
        node.peers.told.add(tells("https://a", head.sequence()));
        closed(restarted().pass(Optional.of(stream)), "another signed event");
        node.peers.told.clear();
        node.peers.told.add(new WriterPeers.Told("https://a", 0, stream, true));
        closed(restarted().pass(Optional.of(stream)), "forks");
    }

    @Test
    void beginsNoStreamBeforeItHeldTheSameAsAPeer() {
        node.peers.told.add(new WriterPeers.Told("https://a", -1, null, false));
        node.peers.inStep = false;
        closed(restarted().pass(Optional.empty()), "did not hold the same");
        node.peers.inStep = true;
        assertThat(restarted().pass(Optional.empty())).isInstanceOf(WriterGate.Passage.Open.class);
    }

    @Test
    void aProcessThatWasSupersededSignsAndAppendsNothing() {
        node.fence.holds = false;
        closed(restarted().pass(Optional.of(stream)), "another process");
        long size = node.log.size();
        assertThat(node.vendor.register(VENDOR, "Andere naam")).isInstanceOf(IssueOutcome.NotReady.class);
        assertThat(node.log.size()).isEqualTo(size);
        assertThat(node.ingest.append("x", node.fence::holds))
                .isEqualTo(new IngestVerdict.Rejected("writer-superseded"));
    }

    /** The node's data is of before its last event; a peer has that event. */
    @Test
    void aNodeThatWasRestoredCatchesUpAndForksNothing(@TempDir Path restoredFolder) {
        List<LogEntry> before = node.log.read(0, 100);
        assertThat(node.vendor.register(VENDOR, "Nieuwe naam")).isInstanceOf(IssueOutcome.Issued.class);
        LogEntry lost = node.log.read(before.size(), 1).getFirst();
        try (WriterNode restored = node.restored(restoredFolder)) {
            restored.ingest
                    .submit(before.stream().map(LogEntry::compact).toList())
                    .forEach(verdict -> assertThat(verdict).isInstanceOf(IngestVerdict.Accepted.class));
            restored.peers.told.add(new WriterPeers.Told("https://a", lost.sequence(), lost.id(), false));
            restored.peers.showing = peer ->
                    restored.ingest.submit(List.of(lost.compact())).getFirst() instanceof IngestVerdict.Accepted
                            ? Shown.TAKEN_IN
                            : Shown.NOTHING;
            assertThat(restored.vendor.register(VENDOR, "Andere naam"))
                    .isInstanceOfSatisfying(IssueOutcome.NotReady.class, answer -> assertThat(answer.what())
                            .contains("ask again"));
            assertThat(restored.ingest.head(stream).map(StreamHead::id)).contains(lost.id());
            assertThat(restored.vendor.register(VENDOR, "Andere naam")).isInstanceOf(IssueOutcome.Issued.class);
            assertThat(node.ingest.submit(restored.log.read(0, 100).stream()
                            .map(LogEntry::compact)
                            .toList()))
                    .noneMatch(IngestVerdict.Fork.class::isInstance);
        }
    }
}

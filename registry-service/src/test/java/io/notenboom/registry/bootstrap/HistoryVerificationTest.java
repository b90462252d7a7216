// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.registry.verify.EventVerifier;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryVerificationTest {

    private static final String RULES = "release test, rules 1";
    private static final int EVENTS = 700;

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final KeptMarks marks = new KeptMarks();

    /** A mark in memory that can fail. */
    private static final class KeptMarks implements HistoryMarks {
        private Optional<HistoryMark> mark = Optional.empty();
        private final List<Long> written = new ArrayList<>();
        private boolean failing;

        @Override
        public Optional<HistoryMark> read() {
            return mark;
        }

        @Override
        public void write(HistoryMark next) {
            if (failing) {
                throw new LogFailureException("the disk is full");
            }
            written.add(next.head().size());
            mark = Optional.of(next);
        }
    }

    private List<String> events() {
        return SampleHistory.stream(network, "12345678", EVENTS);
    }

    private HistoryVerification verification(BootstrapNode node) {
        return verification(node, RULES);
    }

    private HistoryVerification verification(BootstrapNode node, String rules) {
        return new HistoryVerification(
                node.log,
                node.ingest,
                new EventVerifier(network.id(), network.root().certificate()),
                marks,
                rules,
                2);
    }

    /** A node whose log holds the events, and that published its checkpoint. */
    private Checkpoint filled() {
        try (BootstrapNode node = new BootstrapNode(network, folder)) {
            node.accept(events());
            return node.publish();
        }
    }

    @Test
    void whatTheOwnCheckpointVouchesForIsServedAndThenVerified() {
        Checkpoint own = filled();
        try (BootstrapNode node = new BootstrapNode(network, folder, Optional.of(own));
                HistoryVerification verification = verification(node)) {
            verification.begin(Optional.of(own));
            assertThat(verification.status())
                    .isEqualTo(new HistoryStatus(HistoryState.ANCHORED, EVENTS, 0, EVENTS, RULES, null, 0));
            assertThat(node.ingest.heads()).hasSize(1);
            verification.run();
            assertThat(verification.status())
                    .isEqualTo(new HistoryStatus(HistoryState.VERIFIED, EVENTS, EVENTS, EVENTS, RULES, null, 0));
            assertThat(marks.mark).contains(new HistoryMark(node.log.head(), RULES));
        }
    }

    @Test
    void aRestartGoesOnAtTheMark() {
        Checkpoint own = filled();
        try (BootstrapNode node = new BootstrapNode(network, folder, Optional.of(own));
                HistoryVerification verification = verification(node)) {
            marks.mark = Optional.of(
                    new HistoryMark(new TreeHead(512, node.log.tree().root(512)), RULES));
            verification.begin(Optional.of(own));
            assertThat(verification.status().verified()).isEqualTo(512);
            verification.run();
            assertThat(verification.status().state()).isEqualTo(HistoryState.VERIFIED);
        }
    }

    @Test
    void anotherReleaseAnotherLogOrNoMarkBeginsAgain() {
        Checkpoint own = filled();
        try (BootstrapNode node = new BootstrapNode(network, folder, Optional.of(own));
                HistoryVerification verification = verification(node, "release next, rules 1")) {
            marks.mark = Optional.of(new HistoryMark(node.log.head(), RULES));
            verification.begin(Optional.of(own));
            assertThat(verification.status().verified()).isZero();
            TreeHead other = new TreeHead(EVENTS, Hash.leaf(new byte[0]));
            marks.mark = Optional.of(new HistoryMark(other, "release next, rules 1"));
            verification.begin(Optional.of(own));
            assertThat(verification.status().verified()).isZero();
            TreeHead longer = new TreeHead(EVENTS + 1, node.log.head().root());
            marks.mark = Optional.of(new HistoryMark(longer, "release next, rules 1"));
            verification.begin(Optional.of(own));
            assertThat(verification.status().verified()).isZero();
        }
    }

    @Test
    void withoutAnOwnCheckpointTheStartVerifiedEverything() {
        var unused = filled();
        try (BootstrapNode node = new BootstrapNode(network, folder);
                HistoryVerification verification = verification(node)) {
            verification.begin(Optional.empty());
            verification.run();
            assertThat(verification.status())
                    .isEqualTo(new HistoryStatus(HistoryState.VERIFIED, EVENTS, EVENTS, 0, RULES, null, 0));
            assertThat(marks.written).containsExactly((long) EVENTS);
        }
    }

    /** The own checkpoint vouches for an event whose signature is of another key: the start takes it, and says so later. */
    @Test
    void aSignatureThatDoesNotHoldIsToldAndNothingIsDropped() {
        List<String> forged = new ArrayList<>(events());
        forged.set(600, TestForgery.otherSignature(forged.get(600)));
        Checkpoint own;
        try (EventLog log = BootstrapNode.open(folder)) {
            own = BootstrapNode.write(network, log, forged);
        }
        try (BootstrapNode node = new BootstrapNode(network, folder, Optional.of(own));
                HistoryVerification verification = verification(node)) {
            verification.begin(Optional.of(own));
            assertThat(verification.status().state()).isEqualTo(HistoryState.ANCHORED);
            verification.run();
            HistoryStatus status = verification.status();
            LogEntry bad = node.log.read(600, 1).getFirst();
            assertThat(status.state()).isEqualTo(HistoryState.FAILED);
            assertThat(status.problem())
                    .isEqualTo(new HistoryStatus.Problem(600, bad.id().value(), "signature-invalid"));
            assertThat(status.problems()).isEqualTo(1);
            assertThat(status.verified()).isEqualTo(EVENTS - 1);
            assertThat(status.syncing()).isEqualTo(status);
            assertThat(marks.written).isEmpty();
            assertThat(node.log.size()).isEqualTo(EVENTS);
        }
    }

    @Test
    void aMarkThatCannotBeKeptCostsTimeOnly() {
        Checkpoint own = filled();
        marks.failing = true;
        try (BootstrapNode node = new BootstrapNode(network, folder, Optional.of(own));
                HistoryVerification verification = verification(node)) {
            verification.begin(Optional.of(own));
            verification.run();
            assertThat(verification.status().state()).isEqualTo(HistoryState.VERIFIED);
            marks.failing = false;
            verification.keepMark();
            assertThat(marks.written).containsExactly((long) EVENTS);
        }
    }

    @Test
    void whatIsAcceptedLaterIsVerifiedAlready() {
        Checkpoint own = filled();
        try (BootstrapNode node = new BootstrapNode(network, folder, Optional.of(own));
                HistoryVerification verification = verification(node)) {
            verification.begin(Optional.of(own));
            node.accept(List.of(network.vendor("Andere", "87654321").register(START)));
            assertThat(verification.status().verified()).isEqualTo(1);
            verification.run();
            assertThat(verification.status().verified()).isEqualTo(EVENTS + 1);
            assertThat(marks.written).containsExactly(EVENTS + 1L);
        }
    }
}

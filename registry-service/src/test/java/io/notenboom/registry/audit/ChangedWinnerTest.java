// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.publication.PublishingNode;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of nodes that were told of a fork, and of decisions of the Foundation that it took back. */
class ChangedWinnerTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
    private final Identity contractCertificate = vendor.contractCertificate("Ziekenhuis", START);

    ChangedWinnerTest() {
        var unused = custodian.create(KeyPurpose.LOG);
        UUID contract = UUID.randomUUID();
        vendor.register(START);
        vendor.propose(contract, ORGANISATION, contractCertificate, START.plusSeconds(1));
        vendor.approve(contract, contractCertificate, START.plusSeconds(2));
    }

    /** The node goes on after a branch that counts again, which it does not write again. */
    @Test
    void acceptsALogInWhichTheFoundationChangedTheWinnerBack() throws Exception {
        ChangedWinner fork = new ChangedWinner();
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            fork.winnerIsB(node);
            fork.winnerIsAAgain(node);
            var unused = node.publish();
        }

        assertThat(audit().streams()).isEqualTo(2);
        assertForgeryIsFound(withEnd(fork.log, fork.afterAfterB), "entry 13: wrong-predecessor");
    }

    @Test
    void acceptsALogInWhichTheWinnerChangedThreeTimes() throws Exception {
        ChangedWinner fork = new ChangedWinner();
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            fork.winnerIsB(node);
            fork.winnerIsAAgain(node);
            fork.winnerIsBAgain(node);
            var unused = node.publish();
        }

        assertThat(audit().streams()).isEqualTo(2);
        assertForgeryIsFound(withEnd(fork.log, fork.afterAfterA), "entry 16: wrong-predecessor");
    }

    @Test
    void neitherBranchGoesOnAfterADecisionWasWithdrawn() throws Exception {
        ChangedWinner fork = new ChangedWinner();
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            fork.winnerIsB(node);
        }
        List<String> undecided =
                Stream.concat(fork.log.stream(), Stream.of(fork.withdrawB)).toList();

        assertForgeryIsFound(withEnd(undecided, fork.afterAfterB), "entry 11: is after a fork");
    }

    private static List<String> withEnd(List<String> events, String end) {
        return Stream.concat(events.stream(), Stream.of(end)).toList();
    }

    /** A fork about which the Foundation changed its mind, by ending the certificates that decided before. */
    private final class ChangedWinner {
        private final TestFoundation foundation = network.foundation();
        private final Identity first = foundation.operationsCertificate("Eerste", START);
        private final Identity second = foundation.operationsCertificate("Tweede", START);
        private final List<String> log = new ArrayList<>();
        private final TestVendor twin = vendor.twin();
        private final String b;
        private final String decideB;
        private final String afterB;
        private final String withdrawB;
        private final String decideA;
        private final String afterA;
        private final String withdrawA;
        private final String decideBAgain;
        private final String afterAfterB;
        private final String afterAfterA;

        ChangedWinner() {
            twin.follow(vendor);
            var unused = endpoint(vendor, 10);
            b = endpoint(twin, 11);
            log.add(foundation.register(START));
            log.add(foundation.delegate(first, START.plusSeconds(1)));
            log.add(foundation.delegate(second, START.plusSeconds(2)));
            log.addAll(vendor.events());
            EventId stream = vendor.stream();
            EventId own = foundation.stream().stream();
            decideB = foundation.resolve(stream, 3, twin.id(3), START.plusSeconds(20), first);
            afterB = endpoint(twin, 30);
            withdrawB = foundation.revoke(first, own, 0, START.plusSeconds(40), network.root());
            decideA = foundation.resolve(stream, 3, vendor.id(3), START.plusSeconds(50), second);
            afterA = endpoint(vendor, 60);
            withdrawA = foundation.revoke(second, own, 0, START.plusSeconds(70), network.root());
            decideBAgain = foundation.resolve(stream, 3, twin.id(3), START.plusSeconds(80), network.root());
            afterAfterB = endpoint(twin, 90);
            afterAfterA = endpoint(vendor, 95);
        }

        private String endpoint(TestVendor writer, int second) {
            return writer.endpoint(
                    ORGANISATION, "urn:uuid:" + UUID.randomUUID(), contractCertificate, START.plusSeconds(second));
        }

        private void winnerIsB(PublishingNode node) {
            node.accept(log);
            assertThat(node.submit(b)).isInstanceOf(IngestVerdict.Fork.class);
            node.accept(List.of(decideB, afterB));
            log.addAll(List.of(decideB, b, afterB));
        }

        private void winnerIsAAgain(PublishingNode node) {
            node.accept(List.of(withdrawB, decideA, afterA));
            log.addAll(List.of(withdrawB, decideA, afterA));
        }

        private void winnerIsBAgain(PublishingNode node) {
            node.accept(List.of(withdrawA, decideBAgain, afterAfterB));
            log.addAll(List.of(withdrawA, decideBAgain, afterAfterB));
        }
    }

    private void assertForgeryIsFound(List<String> events, String problem) throws Exception {
        var unused = new ForgedLog(network, folder, custodian).write(events, null);
        assertThatThrownBy(this::audit).hasMessage(problem);
    }

    private AuditReport audit() throws Exception {
        AuditInput input = new AuditInput(network.root().certificate(), "test", null, null);
        return new LogAudit(new FolderFiles(folder.resolve("log")), input, (done, all) -> {}).run();
    }
}

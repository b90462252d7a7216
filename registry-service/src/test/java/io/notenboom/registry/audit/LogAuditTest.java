// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.audit;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.event.ContractApproval;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.publication.PublishedLog;
import io.notenboom.registry.publication.PublishingNode;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestFoundation;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogAuditTest {

    private static final @Nullable String NO_STREAMS = null;
    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
    private final Identity contractCertificate = vendor.contractCertificate("Ziekenhuis", START);

    LogAuditTest() {
        var unused = custodian.create(KeyPurpose.LOG);
        UUID contract = UUID.randomUUID();
        vendor.register(START);
        vendor.propose(contract, ORGANISATION, contractCertificate, START.plusSeconds(1));
        vendor.approve(contract, contractCertificate, START.plusSeconds(2));
    }

    private void endpoints(int count) {
        for (int i = 0; i < count; i++) {
            vendor.endpoint(
                    ORGANISATION, "urn:uuid:" + UUID.randomUUID(), contractCertificate, START.plusSeconds(3 + i));
        }
    }

    @Test
    void acceptsAGoodLog() throws Exception {
        endpoints(600);
        PublishedLog published = write(603);
        AuditReport report = audit(null, null);
        assertThat(report.checkpoint().head()).isEqualTo(published.checkpoint().head());
        assertThat(report.streams()).isEqualTo(1);
        assertThat(report.unpublished()).isZero();
        assertThat(report.notes()).hasSize(1);
        assertThat(audit(published.key().toString(), null).notes()).isEmpty();
    }

    @Test
    void verifiesWhatIsNotPublishedYetToo() throws Exception {
        endpoints(300);
        write(250);
        append(250, 303);
        assertThat(audit(null, null).unpublished()).isEqualTo(53);
        Path writeAhead = folder.resolve("log/wal/1.wal");
        Files.write(writeAhead, new byte[0]);
        assertThat(audit(null, null).unpublished()).isEqualTo(6);
        Files.delete(writeAhead);
        assertThatThrownBy(() -> audit(null, null)).hasMessage("wal/1.wal: is missing");
    }

    /** Every byte of every file counts, also of those that could be made again from others. */
    @Test
    void rejectsALogWithOneFlippedByteAnywhere() throws Exception {
        write(2);
        append(2, 3);
        assertThat(audit(null, null).unpublished()).isEqualTo(1);
        List<Path> files;
        try (Stream<Path> found = Files.walk(folder.resolve("log"))) {
            files = found.filter(Files::isRegularFile).toList();
        }
        assertThat(files)
                .map(file -> folder.resolve("log").relativize(file).toString())
                .containsExactlyInAnyOrder(
                        "checkpoint", "key", "lock", "tile/0/000.p/2", "tile/entries/000.p/2", "wal/0.wal");
        for (Path file : files) {
            byte[] good = Files.readAllBytes(file);
            for (int i = 0; i < good.length; i++) {
                byte[] bad = good.clone();
                bad[i] ^= (byte) (1 << (i % 8));
                Files.write(file, bad);
                assertThatThrownBy(() -> audit(null, null))
                        .as("byte %d of %s", i, file)
                        .isInstanceOf(AuditFailedException.class);
            }
            Files.write(file, good);
        }
        assertThat(audit(null, null).unpublished()).isEqualTo(1);
    }

    @Test
    void namesTheFirstWrongEntry() throws Exception {
        endpoints(600);
        write(603);
        Path tile = folder.resolve("log/tile/0/001");
        byte[] bytes = Files.readAllBytes(tile);
        bytes[32 * 10] ^= 1;
        Files.write(tile, bytes);
        assertThatThrownBy(() -> audit(null, null))
                .hasMessageContaining("tile/0/001: ")
                .hasMessageContaining("entry 266");
    }

    @Test
    void rejectsFilesThatAreMissingOrStrange() throws Exception {
        endpoints(300);
        write(303);
        for (String name : List.of("key", "checkpoint", "tile/0/000", "tile/1/000.p/1", "tile/entries/001.p/47")) {
            Path file = folder.resolve("log").resolve(name);
            byte[] bytes = Files.readAllBytes(file);
            Files.delete(file);
            assertThatThrownBy(() -> audit(null, null)).hasMessage(name + ": is missing");
            Files.write(file, bytes);
        }
        Files.writeString(folder.resolve("log/tile/other"), "?");
        assertThatThrownBy(() -> audit(null, null)).hasMessageContaining("not a file of a log");
    }

    @Test
    void rejectsAnotherHistoryThanTheOneSeenBefore() throws Exception {
        endpoints(20);
        String early = write(10).checkpoint().note();
        append(10, 23);
        String later = publishAgain().checkpoint().note();
        assertThat(audit(null, early).checkpoint().note()).isEqualTo(later);
        NoteKey key = write(0).key();
        KeyId keyId = custodian.list().getFirst().keyId();
        for (TreeHead other : List.of(new TreeHead(5, Hash.leaf(new byte[1])), new TreeHead(24, Hash.EMPTY))) {
            String rewritten = Checkpoint.sign(
                            other, List.of(), key, text -> custodian.sign(keyId, KeyPurpose.LOG, text))
                    .note();
            assertThatThrownBy(() -> audit(null, rewritten))
                    .isInstanceOf(AuditFailedException.class)
                    .hasMessageStartingWith("checkpoint: ");
        }
    }

    /** A node that signs what it should not: the tree and the checkpoint are right, an event is not. */
    @Test
    void rejectsWhatTheNodeItselfMadeUp() throws Exception {
        List<String> events = vendor.events();
        String proposal = events.get(1);
        String forged = proposal.substring(0, proposal.lastIndexOf('.') + 1)
                + events.getFirst().substring(events.getFirst().lastIndexOf('.') + 1);
        assertForgeryIsFound(List.of(events.get(0), forged), "entry 1: signature-invalid");
        assertForgeryIsFound(
                List.of(events.get(0), events.get(2)), "entry 1: an earlier event of its stream is missing");
        TestVendor stranger = new TestNetwork().vendor("Leverancier X", "99999999");
        assertForgeryIsFound(List.of(events.get(0), stranger.register(START)), "entry 1: wrong-network");
        assertThatThrownBy(() -> {
                    new ForgedLog(network, folder, custodian)
                            .write(events, "streams 1 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=");
                    audit(null, null);
                })
                .hasMessageContaining("root of the streams");
    }

    /** The branch that lost stays in the log; only the Foundation makes the stream go on with the other one. */
    @Test
    void acceptsAForkThatTheFoundationResolved() throws Exception {
        TestFoundation foundation = network.foundation();
        foundation.register(START);
        String rival = vendor.sign(
                new ContractApproval(UUID.randomUUID()), 2, vendor.id(1), START.plusSeconds(5), contractCertificate);
        EventId winner = ForgedLog.read(rival).id();
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(foundation.stream().events());
            node.accept(vendor.events());
            assertThat(node.submit(rival)).isInstanceOf(IngestVerdict.Fork.class);
            node.accept(List.of(foundation.resolve(vendor.stream(), 2, winner, START.plusSeconds(9), network.root())));
            assertThat(node.publish().streams().events()).isEqualTo(6);
        }
        assertThat(audit(null, null).streams()).isEqualTo(2);
        assertForgeryIsFound(
                List.of(
                        vendor.events().get(0),
                        vendor.events().get(1),
                        vendor.events().get(2),
                        rival),
                "entry 3: contradicts an earlier event of its stream");
    }

    @Test
    void rejectsALogOfAnotherNetworkOrKey() throws Exception {
        write(3);
        LogFiles files = new FolderFiles(folder.resolve("log"));
        AuditInput other = new AuditInput(network.root().certificate(), "another", null, null);
        assertThatThrownBy(() -> new LogAudit(files, other, (done, all) -> {}).run())
                .hasMessageContaining("another network");
        NoteKey stranger = NoteKey.of("nuts-registry/x/y", custodian.publicKey(custodian.create(KeyPurpose.LOG)));
        assertThatThrownBy(() -> audit(stranger.toString(), null)).hasMessageContaining("checkpoint: ");
        AuditInput strangeRoot = new AuditInput(new TestNetwork().root().certificate(), null, null, null);
        assertThatThrownBy(() -> new LogAudit(files, strangeRoot, (done, all) -> {}).run())
                .hasMessage("entry 0: signer-not-trusted");
    }

    private void assertForgeryIsFound(List<String> events, String problem) throws Exception {
        var unused = new ForgedLog(network, folder, custodian).write(events, NO_STREAMS);
        assertThatThrownBy(() -> audit(null, null)).hasMessage(problem);
    }

    private PublishedLog write(int until) {
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(vendor.events().subList(0, until));
            return node.publish();
        }
    }

    private PublishedLog publishAgain() {
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            return node.publish();
        }
    }

    private void append(int from, int until) {
        try (PublishingNode node = new PublishingNode(network, folder, custodian)) {
            node.accept(vendor.events().subList(from, until));
        }
    }

    private AuditReport audit(@Nullable String key, @Nullable String earlier) throws Exception {
        AuditInput input = new AuditInput(network.root().certificate(), "test", key, earlier);
        return new LogAudit(new FolderFiles(folder.resolve("log")), input, (done, all) -> {}).run();
    }
}

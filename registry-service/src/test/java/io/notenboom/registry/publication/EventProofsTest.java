// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.publication;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.publication.EventProof.Inclusion;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.InvalidProofException;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventProofsTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    @TempDir
    Path folder;

    private final TestNetwork network = new TestNetwork();
    private final TestVendor one = network.vendor("Leverancier A", "11111111");
    private final TestVendor two = network.vendor("Leverancier B", "22222222");
    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
    private PublishingNode node;
    private EventProofs proofs;
    private TreeHead earlier = TreeHead.EMPTY;

    @BeforeEach
    void fill() {
        var unused = custodian.create(KeyPurpose.LOG);
        node = new PublishingNode(network, folder, custodian);
        proofs = new EventProofs(node.log, node.publisher);
        one.register(START);
        two.register(START);
        Identity certificate = one.contractCertificate("Ziekenhuis", START);
        UUID contract = UUID.randomUUID();
        one.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        one.approve(contract, certificate, START.plusSeconds(2));
        node.accept(one.events());
        earlier = node.publish().checkpoint().head();
        node.accept(two.events());
        for (int i = 0; i < 300; i++) {
            one.endpoint(ORGANISATION, "urn:uuid:" + UUID.randomUUID(), certificate, START.plusSeconds(3 + i));
        }
        node.accept(one.events().subList(3, 303));
    }

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void everyEventHasAProofThatAnybodyCanCheck() throws Exception {
        NoteKey key = node.publish().key();
        for (int index : List.of(0, 2, 3, 4, 256, 303)) {
            EventId id = node.log.read(index, 1).getFirst().id();
            EventProof proof = proved(id, OptionalLong.of(earlier.size()));
            assertThat(proof.requireValid(key, earlier).head()).isEqualTo(node.log.head());
            assertThat(proof.requireValid(key, null).head()).isEqualTo(node.log.head());
        }
        assertThat(proved(two.id(0), OptionalLong.empty()).streamInStreams().size())
                .isEqualTo(2);
    }

    @Test
    void aProofOfSomethingElseIsRefused() {
        NoteKey key = node.publish().key();
        EventProof proof = proved(one.id(200), OptionalLong.of(earlier.size()));
        String other = one.events().get(201);
        List<EventProof> wrong = List.of(
                with(proof, other, proof.inLog(), proof.stream(), proof.inStream(), proof.streamInStreams()),
                with(
                        proof,
                        proof.event(),
                        moved(proof.inLog()),
                        proof.stream(),
                        proof.inStream(),
                        proof.streamInStreams()),
                with(
                        proof,
                        proof.event(),
                        proof.inLog(),
                        proof.stream(),
                        moved(proof.inStream()),
                        proof.streamInStreams()),
                with(
                        proof,
                        proof.event(),
                        proof.inLog(),
                        proof.stream(),
                        proof.inStream(),
                        moved(proof.streamInStreams())),
                with(
                        proof,
                        proof.event(),
                        proof.inLog(),
                        new StreamRoot(two.stream(), proof.stream().head()),
                        proof.inStream(),
                        proof.streamInStreams()));
        for (EventProof claim : wrong) {
            assertThatThrownBy(() -> claim.requireValid(key, earlier)).isInstanceOf(InvalidProofException.class);
        }
        TreeHead rewritten = new TreeHead(earlier.size(), proof.stream().head().root());
        assertThatThrownBy(() -> proof.requireValid(key, rewritten)).isInstanceOf(InvalidProofException.class);
        NoteKey stranger = NoteKey.of(key.name(), custodian.publicKey(custodian.create(KeyPurpose.LOG)));
        assertThatThrownBy(() -> proof.requireValid(stranger, null)).isInstanceOf(InvalidNoteException.class);
    }

    @Test
    void tellsWhyThereIsNone() {
        assertThat(proofs.prove(one.id(100), OptionalLong.empty())).isInstanceOf(ProofOutcome.NotPublished.class);
        assertThat(node.publish().streams().events()).isEqualTo(304);
        assertThat(proofs.prove(EventId.ofSigningInput("another"), OptionalLong.empty()))
                .isInstanceOf(ProofOutcome.UnknownEvent.class);
        assertThat(proofs.prove(one.id(100), OptionalLong.of(305))).isEqualTo(new ProofOutcome.NoSuchSize(304));
    }

    private EventProof proved(EventId id, OptionalLong from) {
        return switch (proofs.prove(id, from)) {
            case ProofOutcome.Proved proved -> proved.proof();
            case ProofOutcome.UnknownEvent _, ProofOutcome.NotPublished _, ProofOutcome.NoSuchSize _ ->
                throw new AssertionError("no proof");
        };
    }

    private static Inclusion moved(Inclusion inclusion) {
        List<Hash> hashes = new ArrayList<>(inclusion.hashes());
        hashes.removeLast();
        return new Inclusion(inclusion.index(), inclusion.size(), hashes);
    }

    private static EventProof with(
            EventProof proof, String event, Inclusion log, StreamRoot stream, Inclusion inStream, Inclusion streams) {
        return new EventProof(event, proof.note(), proof.key(), log, stream, inStream, streams, proof.consistency());
    }
}

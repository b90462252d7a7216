// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import static io.notenboom.registry.scenario.TestNetwork.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.scenario.TestCertificates.Identity;
import io.notenboom.registry.scenario.TestNetwork;
import io.notenboom.registry.scenario.TestVendor;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KnownSignaturesTest {

    private static final String ORGANISATION = "urn:oid:2.16.840.1.113883.2.4.6.1:00000001";

    private final TestNetwork network = new TestNetwork();
    private final EventVerifier verifier =
            new EventVerifier(network.id(), network.root().certificate());
    private final TestVendor vendor = network.vendor("Leverancier A", "11111111");
    private final VendorStream stream;

    KnownSignaturesTest() {
        UUID contract = UUID.randomUUID();
        Identity certificate = vendor.contractCertificate("Ziekenhuis", START);
        vendor.register(START);
        vendor.propose(contract, ORGANISATION, certificate, START.plusSeconds(1));
        vendor.approve(contract, certificate, START.plusSeconds(2));
        stream = new VendorStream(vendor.stream());
    }

    @Test
    void signaturesThatWereCheckedAheadAreTheSame() throws VerificationFailedException {
        List<UnverifiedEvent> events =
                vendor.events().stream().map(KnownSignaturesTest::read).toList();
        KnownSignatures known = KnownSignatures.checkAhead(events, (event, thumbprint) -> Optional.empty());
        for (UnverifiedEvent event : events) {
            assertThat(append(verifier.verify(event, stream, known)).id()).isEqualTo(event.id());
        }
    }

    /** Checking ahead vouches for nothing but the signature: signer, path and stream are judged as ever. */
    @Test
    void aWrongSignatureOrSignerIsRefusedAllTheSame() throws VerificationFailedException {
        UnverifiedEvent genesis = read(vendor.events().getFirst());
        UnverifiedEvent forged =
                read(swapped(vendor.events().get(1), vendor.events().getFirst()));
        TestVendor stranger = new TestNetwork().vendor("Leverancier X", "99999999");
        UnverifiedEvent strange = read(stranger.register(START));
        KnownSignatures known =
                KnownSignatures.checkAhead(List.of(genesis, forged, strange), (event, thumbprint) -> Optional.empty());
        append(verifier.verify(genesis, stream, known));
        assertThatThrownBy(() -> verifier.verify(forged, stream, known)).hasMessage("signature-invalid");
        assertThatThrownBy(() -> verifier.verify(strange, new VendorStream(strange.stream()), known))
                .hasMessage("wrong-network");
        EventVerifier otherRoot =
                new EventVerifier(network.id(), new TestNetwork().root().certificate());
        assertThatThrownBy(() -> otherRoot.verify(genesis, new VendorStream(genesis.stream()), known))
                .hasMessage("signer-not-trusted");
    }

    @Test
    void onlyWhatTheCheckpointIncludesWasVerifiedBefore() throws Exception {
        String forged = swapped(vendor.events().get(2), vendor.events().getFirst());
        List<String> entries = List.of(vendor.events().get(0), vendor.events().get(1), forged);
        KnownSignatures known = KnownSignatures.ofOwnLog(checkpoint(2), 0, entries);
        append(verifier.verify(read(entries.get(0)), stream, known));
        append(verifier.verify(read(entries.get(1)), stream, known));
        assertThatThrownBy(() -> verifier.verify(read(forged), stream, known)).hasMessage("signature-invalid");
        KnownSignatures all = KnownSignatures.ofOwnLog(checkpoint(3), 0, entries);
        assertThat(verifier.verify(read(forged), stream, all).id()).isEqualTo(vendor.id(2));
        assertThatThrownBy(() -> verifier.verify(
                        read(forged), stream, KnownSignatures.ofOwnLog(checkpoint(3), 3, List.of(forged))))
                .hasMessage("signature-invalid");
    }

    private static Checkpoint checkpoint(long size) throws InvalidNoteException {
        InMemoryCustodian custodian = new InMemoryCustodian(() -> START);
        KeyId keyId = custodian.create(KeyPurpose.LOG);
        NoteKey key = NoteKey.of("log", custodian.publicKey(keyId));
        return Checkpoint.sign(
                new TreeHead(size, Hash.EMPTY), List.of(), key, text -> custodian.sign(keyId, KeyPurpose.LOG, text));
    }

    private VerifiedEvent append(VerifiedEvent event) {
        stream.append(
                event.id(),
                event.header().sequence(),
                event.header().issuedAt(),
                event.introduced().orElse(null));
        return event;
    }

    /** An event with the signature of another one. */
    private static String swapped(String event, String other) {
        return event.substring(0, event.lastIndexOf('.')) + other.substring(other.lastIndexOf('.'));
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }
}

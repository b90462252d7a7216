// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.CreateSubjectOutcome;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnService;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.key.KeyPurpose;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubjectTakeoverTest {

    private static final SubjectId WEST = new SubjectId("west");
    private static final Did DID = new Did("did:web:node.example:iam:6f0a3c9e-5a0f-4a53-9c1d-2f1b7c1e9a10");
    private static final Instant CREATED = Instant.parse("2025-01-01T00:00:00Z");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);
    private final InMemoryStores.Subjects store = new InMemoryStores.Subjects();
    private final PublicUrl publicUrl = new PublicUrl("https://node.example");
    private final Subjects subjects = new Subjects(store, custodian, publicUrl, clock);
    private final SubjectTakeover takeover = new SubjectTakeover(store, custodian, publicUrl, clock);

    private static KeyPair keyPair() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static VerificationMethod method(Did did, String fragment, KeyPair pair) {
        return VerificationMethod.of(did.withFragment(fragment), Jwk.of(pair.getPublic()));
    }

    private static OfferedDid offer(DidDocument document, @Nullable Instant created) {
        return new OfferedDid(document, created);
    }

    private DidDocument documentWithTwoKeys() throws Exception {
        KeyPair first = keyPair();
        KeyPair second = keyPair();
        custodian.importInUse(KeyPurpose.DID, first);
        custodian.importInUse(KeyPurpose.DID, second);
        OwnService service = OwnService.of("fhir", TextNode.valueOf("https://fhir.example"), CREATED);
        return DidDocument.ofSigningKeys(DID, List.of(method(DID, "k1", first), method(DID, "k2", second)))
                .withServices(List.of(service.json(DID)));
    }

    private Subject taken(DidDocument document) {
        TakeoverOutcome outcome = takeover.take(WEST, List.of(offer(document, CREATED)));
        assertThat(outcome).isInstanceOf(TakeoverOutcome.Taken.class);
        return ((TakeoverOutcome.Taken) outcome).subject();
    }

    private String refused(OfferedDid... offered) {
        TakeoverOutcome outcome = takeover.take(WEST, List.of(offered));
        assertThat(outcome).isInstanceOf(TakeoverOutcome.Refused.class);
        assertThat(store.list()).isEmpty();
        return ((TakeoverOutcome.Refused) outcome).detail();
    }

    @Test
    void theDocumentStaysAsItWas() throws Exception {
        DidDocument document = documentWithTwoKeys();
        taken(document);
        OwnDid own = subjects.activeDid(DID).orElseThrow();
        assertThat(subjects.document(own).toJson()).isEqualTo(document.toJson());
        assertThat(own.signingKey().fragment())
                .as("the first key signs, here as there")
                .isEqualTo("k1");
        clock.advance(Duration.ofDays(400));
        assertThat(subjects.document(own).toJson()).isEqualTo(document.toJson());
    }

    @Test
    void whatWasSignedThereStillCounts() throws Exception {
        DidDocument document = documentWithTwoKeys();
        OwnDid own = taken(document).dids().getFirst();
        for (DidUrl method : List.of(DID.withFragment("k1"), DID.withFragment("k2"))) {
            assertThat(own.keyWasValid(method, CREATED.plusSeconds(60)))
                    .as("%s a year ago", method)
                    .isTrue();
        }
        assertThat(own.keyWasValid(DID.withFragment("k1"), CREATED.minusSeconds(60)))
                .isFalse();
    }

    @Test
    void eachKeyHasToBeAtTheCustodianAndInUse() throws Exception {
        KeyPair held = keyPair();
        KeyPair lacking = keyPair();
        custodian.importInUse(KeyPurpose.DID, held);
        DidDocument document =
                DidDocument.ofSigningKeys(DID, List.of(method(DID, "k1", held), method(DID, "k2", lacking)));
        assertThat(refused(offer(document, CREATED))).contains("#k2").contains("keys import");
        custodian.importKey(KeyPurpose.DID, lacking);
        assertThat(refused(offer(document, CREATED)))
                .as("a key that another DID may get")
                .contains("#k2");
    }

    @Test
    void whatThisNodeDoesNotPublishIsRefused() throws Exception {
        for (String other : List.of(
                "did:web:other.example:iam:6f0a3c9e-5a0f-4a53-9c1d-2f1b7c1e9a10",
                "did:web:node.example%3A8443:iam:6f0a3c9e-5a0f-4a53-9c1d-2f1b7c1e9a10",
                "did:web:node.example:6f0a3c9e-5a0f-4a53-9c1d-2f1b7c1e9a10",
                "did:web:node.example")) {
            KeyPair pair = keyPair();
            custodian.importInUse(KeyPurpose.DID, pair);
            Did did = new Did(other);
            DidDocument document = DidDocument.ofSigningKeys(did, List.of(method(did, "k1", pair)));
            assertThat(refused(offer(document, CREATED))).as(other).contains("did:web:node.example:iam:");
        }
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        DidDocument document = documentWithTwoKeys();
        assertThat(refused()).contains("1 to 4");
        assertThat(refused(offer(document, clock.instant().plusSeconds(60)))).contains("future");
        assertThat(refused(offer(document, null), offer(document, null))).contains("twice");
        assertThat(refused(offer(DidDocument.ofSigningKeys(DID, List.of()), null)))
                .contains("assertionMethod");
    }

    @Test
    void whatIsThereIsNotReplaced() throws Exception {
        DidDocument document = documentWithTwoKeys();
        Subject subject = taken(document);
        assertThat(takeover.take(WEST, List.of(offer(document, CREATED)))).isInstanceOf(TakeoverOutcome.Exists.class);
        assertThat(takeover.take(new SubjectId("east"), List.of(offer(document, CREATED))))
                .as("another subject with the same DID")
                .isInstanceOf(TakeoverOutcome.Exists.class);
        assertThat(store.list()).containsExactly(subject);
    }

    @Test
    void theKeyOfAnotherSubjectIsNotLent() throws Exception {
        custodian.create(KeyPurpose.DID);
        CreateSubjectOutcome.Created created = (CreateSubjectOutcome.Created) subjects.create(new SubjectId("east"));
        OwnDid east = created.subject().dids().getFirst();
        Jwk key = Jwk.of(custodian.publicKey(east.signingKey().keyId()));
        DidDocument document =
                DidDocument.ofSigningKeys(DID, List.of(VerificationMethod.of(DID.withFragment("k1"), key)));
        assertThat(takeover.take(WEST, List.of(offer(document, CREATED))))
                .isInstanceOfSatisfying(TakeoverOutcome.Refused.class, refused -> assertThat(refused.detail())
                        .contains("another DID has it"));
    }

    @Test
    void itsKeysAreNotGivenToOthers() throws Exception {
        taken(documentWithTwoKeys());
        custodian.create(KeyPurpose.DID);
        assertThat(subjects.create(new SubjectId("east"))).isInstanceOf(CreateSubjectOutcome.Created.class);
        assertThat(custodian.list()).allMatch(key -> key.claimed()).hasSize(3);
    }
}

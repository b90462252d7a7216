// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.testkit.SettableClock;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.did.VerificationRelationship;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyRotationTest {

    private static final SubjectId A = new SubjectId("a");
    private static final Duration AHEAD = KeyTimes.STANDARD.publishAhead();
    private static final Duration RETIREMENT = KeyTimes.STANDARD.retirement();

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-21T10:00:00Z"));
    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);
    private final InMemoryStores.Subjects store = new InMemoryStores.Subjects();
    private final Subjects subjects = new Subjects(store, custodian, new PublicUrl("https://node.example"), clock);
    private final KeyRotation rotation = new KeyRotation(store, custodian, KeyTimes.STANDARD, clock);
    private DidUrl first = new Did("did:web:none").withFragment("0");

    @BeforeEach
    void create() {
        keys(1);
        assertThat(subjects.create(A)).isInstanceOf(CreateSubjectOutcome.Created.class);
        first = own().signingKeyId();
    }

    @Test
    @DisplayName("rotation: publish, wait, sign with the new key")
    void aNewKeyIsPublishedAtOnceAndSignsWhenOlderDocumentsHaveExpired() {
        DidUrl second = add();

        assertThat(methods()).containsExactly(first, second);
        assertThat(own().signingKeyId()).isEqualTo(first);
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.PUBLISHED);
        clock.advance(AHEAD.minusSeconds(1));
        assertThat(own().signingKeyId()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(own().signingKeyId()).isEqualTo(second);
        assertThat(methods()).containsExactly(second, first);
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.RETIRING);
    }

    @Test
    void theOldKeyStaysUntilItIsRetired() {
        rotation.retire(A, first);
        assertThat(methods()).as("a key that signs is not retired").containsExactly(first);
        DidUrl second = add();
        clock.advance(AHEAD.plus(Duration.ofDays(3650)));
        assertThat(methods()).containsExactly(second, first);

        rotation.retire(A, second);
        rotation.retire(A, first);
        assertThat(methods()).containsExactly(second);
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.RETIRED);
    }

    @Test
    void aSecondRotationIsNotBegunWhileOneIsUnderWay() {
        keys(3);
        OwnDid begun = rotation.begin(A, own().did()).orElseThrow();
        assertThat(begun.keys()).hasSize(2);
        assertThat(rotation.begin(A, own().did())).contains(begun);
        clock.advance(AHEAD);
        assertThat(rotation.begin(A, own().did()).orElseThrow().keys()).hasSize(3);
        assertThat(rotation.begin(A, new Did("did:web:other.example"))).isEmpty();
        assertThat(rotation.begin(new SubjectId("b"), own().did())).isEmpty();
    }

    @Test
    void rotationInARowEndsWithTheNewestKey() {
        DidUrl second = add();
        clock.advance(Duration.ofMinutes(1));
        DidUrl third = add();

        clock.advance(AHEAD);
        assertThat(own().signingKeyId()).isEqualTo(third);
        assertThat(methods()).containsExactly(third, second, first);
        clock.advance(RETIREMENT);
        rotation.retire(A, first);
        assertThat(methods()).containsExactly(third, second);
    }

    @Test
    @DisplayName("compromise: the key is gone at once and another signs")
    void aCompromisedKeyIsGoneAtOnceAndAnotherOneSigns() {
        keys(1);
        assertThat(rotation.remove(A, first)).isInstanceOf(KeyOutcome.Changed.class);

        DidUrl substitute = own().signingKeyId();
        assertThat(substitute).isNotEqualTo(first);
        assertThat(methods()).containsExactly(substitute);
        assertThat(states()).containsExactly(RotationState.ACTIVE, RotationState.COMPROMISED);
        // again: nothing happens, no further key is needed
        assertThat(rotation.remove(A, first)).isInstanceOf(KeyOutcome.Changed.class);
        assertThat(methods()).containsExactly(substitute);
    }

    @Test
    void aKeyThatIsPublishedTakesThePlaceOfACompromisedOne() {
        DidUrl second = add();
        assertThat(rotation.remove(A, first)).isInstanceOf(KeyOutcome.Changed.class);

        assertThat(own().signingKeyId()).isEqualTo(second);
        assertThat(methods()).containsExactly(second);
    }

    @Test
    void aKeyWhoseSuccessorIsTakenOutSignsOn() {
        DidUrl second = add();
        assertThat(rotation.remove(A, second)).isInstanceOf(KeyOutcome.Changed.class);

        clock.advance(AHEAD.plus(RETIREMENT).plus(RETIREMENT));
        assertThat(own().signingKeyId()).isEqualTo(first);
        assertThat(methods()).containsExactly(first);
    }

    @Test
    void takingARetiringKeyOutChangesNothingForTheOthers() {
        DidUrl second = add();
        clock.advance(AHEAD);
        assertThat(rotation.remove(A, first)).isInstanceOf(KeyOutcome.Changed.class);

        assertThat(own().signingKeyId()).isEqualTo(second);
        assertThat(methods()).containsExactly(second);
    }

    @Test
    void nothingIsTakenOutWhenNoKeyCouldTakeItsPlace() {
        assertThatThrownBy(() -> rotation.remove(A, first)).isInstanceOf(NoKeyAvailableException.class);
        assertThat(methods()).containsExactly(first);
    }

    @Test
    @DisplayName("credential key valid at issuance time after rotation")
    void afterRotationTheNewKeySignsAndWhatTheOldOneSignedStillCounts() throws Exception {
        UnverifiedCredential old = issued();
        DidUrl second = add();
        clock.advance(AHEAD);
        UnverifiedCredential recent = issued();

        assertThat(kid(old)).isEqualTo(first.toString());
        assertThat(kid(recent)).isEqualTo(second.toString());
        assertThat(verifier().verify(old, clock.instant()).issuer()).isEqualTo(own().did());
        assertThat(verifier().verify(recent, clock.instant()).issuer()).isEqualTo(own().did());
        assertThat(rotation.remove(A, first)).isInstanceOf(KeyOutcome.Changed.class);
        assertThat(verifier().verify(recent, clock.instant()).issuer()).isEqualTo(own().did());
        assertThatThrownBy(() -> verifier().verify(old, clock.instant()))
                .isInstanceOfSatisfying(CredentialRefusedException.class, refused -> assertThat(refused.reason())
                        .isEqualTo(CredentialRefusal.KEY_NOT_ALLOWED));
    }

    private UnverifiedCredential issued() throws CredentialRefusedException {
        OwnDid own = own();
        CredentialTemplate template = new CredentialTemplate(
                own.did().withFragment("1"),
                "TestCredential",
                List.of(),
                own.did(),
                StrictJson.newObject(),
                clock.instant().plus(RETIREMENT),
                null);
        return UnverifiedCredential.parse(new CredentialIssuer(
                        own.signingKeyId(),
                        CustodianSigner.of(custodian, own.signingKey().keyId(), KeyPurpose.DID))
                .issue(CredentialFormat.JWT_VC, template, clock.instant())
                .text());
    }

    private static String kid(UnverifiedCredential credential) {
        return ((UnverifiedCredential.Jwt) credential).jws().headerText("kid").orElseThrow();
    }

    private CredentialVerifier verifier() {
        return new CredentialVerifier(
                did -> subjects.document(subjects.activeDid(did).orElseThrow()),
                SignatureAlgorithm.all(),
                CredentialStatusChecker.knowingNone());
    }

    @Test
    void historySaysWhetherAKeyWasValidThen() {
        Instant start = clock.instant();
        DidUrl second = add();
        clock.advance(AHEAD.plus(RETIREMENT));
        Instant end = clock.instant();
        rotation.retire(A, first);

        assertThat(own().keyWasValid(first, start.minusSeconds(1))).isFalse();
        assertThat(own().keyWasValid(first, start)).isTrue();
        assertThat(own().keyWasValid(first, end.minusSeconds(1))).isTrue();
        assertThat(own().keyWasValid(first, end)).isFalse();
        assertThat(ids(subjects.documentAt(own(), start))).containsExactly(first, second);
        assertThat(ids(subjects.documentAt(own(), end.minusSeconds(1)))).containsExactly(second, first);

        keys(1);
        assertThat(rotation.remove(A, second)).isInstanceOf(KeyOutcome.Changed.class);
        assertThat(own().keyWasValid(second, end.minusSeconds(1))).isFalse();
        assertThat(ids(subjects.documentAt(own(), end.minusSeconds(1)))).containsExactly(first);
    }

    @Test
    void historyOutlivesDeactivation() {
        Instant before = clock.instant();
        clock.advance(Duration.ofDays(1));
        assertThat(subjects.deactivate(A)).isPresent();
        OwnDid own = subjects.find(A).orElseThrow().dids().getFirst();

        assertThat(own.keyWasValid(first, before)).isTrue();
        assertThat(own.keyWasValid(first, clock.instant())).isFalse();
        assertThat(own.changed(clock.instant())).isEqualTo(clock.instant());
        assertThat(rotation.add(A)).isInstanceOf(KeyOutcome.Deactivated.class);
    }

    @Test
    void aDocumentHoldsSixteenKeys() {
        keys(20);
        for (int index = 1; index < OwnKeys.MAX_IN_DOCUMENT; index++) {
            assertThat(rotation.add(A)).isInstanceOf(KeyOutcome.Changed.class);
        }
        assertThat(rotation.add(A)).isInstanceOf(KeyOutcome.TooManyKeys.class);
        assertThat(methods()).hasSize(OwnKeys.MAX_IN_DOCUMENT);
    }

    @Test
    void namesWhatIsNotThere() {
        assertThat(rotation.add(new SubjectId("b"))).isInstanceOf(KeyOutcome.NoSuchSubject.class);
        assertThat(rotation.remove(new SubjectId("b"), first)).isInstanceOf(KeyOutcome.NoSuchSubject.class);
        assertThat(rotation.remove(A, own().did().withFragment("other"))).isInstanceOf(KeyOutcome.NoSuchKey.class);
        assertThat(rotation.remove(A, new Did("did:web:other.example").withFragment(first.fragment())))
                .isInstanceOf(KeyOutcome.NoSuchKey.class);
    }

    private void keys(int count) {
        for (int index = 0; index < count; index++) {
            custodian.create(KeyPurpose.DID);
        }
    }

    private DidUrl add() {
        keys(1);
        return switch (rotation.add(A)) {
            case KeyOutcome.Changed changed -> changed.methods().getFirst().id();
            case KeyOutcome.NoSuchSubject _,
                    KeyOutcome.Deactivated _,
                    KeyOutcome.NoSuchKey _,
                    KeyOutcome.TooManyKeys _ -> throw new AssertionError("no key was added");
        };
    }

    private OwnDid own() {
        return subjects.find(A).orElseThrow().activeDids().getFirst();
    }

    private List<RotationState> states() {
        OwnDid own = own();
        return own.keys().stream().map(key -> own.state(key, clock.instant())).toList();
    }

    /** The keys for assertions, in the order of the document. */
    private List<DidUrl> methods() {
        DidDocument document = subjects.document(own());
        assertThat(document.relationships().get(VerificationRelationship.ASSERTION_METHOD))
                .isEqualTo(ids(document));
        return ids(document);
    }

    private static List<DidUrl> ids(DidDocument document) {
        return document.verificationMethods().stream()
                .map(VerificationMethod::id)
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.rotation.RotatedKey;
import io.notenboom.trust.rotation.Rotation;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationPreview;
import io.notenboom.trust.rotation.RotationState;
import io.notenboom.trust.rotation.RotationStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DidKeysTest {

    private static final Duration AHEAD = RotationScene.TIMES.publishAhead();
    private static final Duration RETIRING = RotationScene.TIMES.retirement();

    private final RotationScene scene = new RotationScene();
    private final DidUrl first = scene.signing();

    private DidUrl begin() {
        scene.newKey();
        Rotation rotation = underWay(scene.keys.begin(scene.issuer.value()));
        return DidUrl.parse(rotation.next().orElseThrow().id());
    }

    private static Rotation underWay(RotationOutcome outcome) {
        assertThat(outcome).isInstanceOf(RotationOutcome.UnderWay.class);
        return ((RotationOutcome.UnderWay) outcome).rotation();
    }

    private RotatedKey shown(DidUrl method) {
        return scene.keys
                .find(scene.issuer.value())
                .orElseThrow()
                .key(method.toString())
                .orElseThrow();
    }

    @Test
    @DisplayName("rotation: remove the old key after its last signature ended")
    void aKeyRetiresWhenNothingItSignedIsLeft() {
        Instant end = scene.node.clock.instant().plus(Duration.ofDays(400));
        IssuedCredential credential = scene.issue(end);
        DidUrl second = begin();
        scene.node.clock.advance(AHEAD);

        assertThat(scene.state(first)).isEqualTo(RotationState.RETIRING);
        assertThat(scene.state(second)).isEqualTo(RotationState.ACTIVE);
        assertThat(shown(first).live().credentials()).isEqualTo(1);
        assertThat(shown(first).live().until()).contains(end);
        scene.node.clock.set(end.minusSeconds(1));
        assertThat(scene.keys.advance().changes())
                .as("the active one is old, nobody has a key for it")
                .isZero();
        assertThat(scene.verifies(credential)).isTrue();
        scene.node.clock.set(end);
        assertThat(scene.keys.advance().changes()).isEqualTo(1);
        assertThat(scene.state(first)).isEqualTo(RotationState.RETIRED);
        assertThat(scene.journal).contains("rotation.retire " + first);
        assertThat(scene.keys.advance().changes()).as("again").isZero();
    }

    @Test
    @DisplayName("rotation: a key whose credentials are all revoked leaves before they end")
    void revokedCredentialsKeepNoKey() {
        IssuedCredential credential = scene.issue(null);
        DidUrl second = begin();
        scene.node.clock.advance(AHEAD.plus(RETIRING).plus(Duration.ofDays(1)));
        assertThat(scene.keys.advance().changes()).isZero();
        assertThat(shown(first).live().until()).contains(Instant.MAX);

        assertThat(scene.revocation.revoke(credential)).isEqualTo(CredentialRevocation.Outcome.REVOKED);
        assertThat(scene.keys.advance().changes()).isEqualTo(1);
        assertThat(scene.state(first)).isEqualTo(RotationState.RETIRED);
        assertThat(scene.state(second)).isEqualTo(RotationState.ACTIVE);
    }

    @Test
    void aKeyStaysForTheLeastTimeAlsoWhenNothingIsLeft() {
        DidUrl second = begin();
        scene.node.clock.advance(AHEAD.plus(RETIRING).minusSeconds(1));
        assertThat(scene.keys.advance().changes()).isZero();
        scene.node.clock.advance(Duration.ofSeconds(1));
        assertThat(scene.keys.advance().changes()).isEqualTo(1);
        assertThat(scene.own().keys()).hasSize(2);
        assertThat(scene.signing()).isEqualTo(second);
    }

    @Test
    void whatIsNotACredentialKeepsTheKeyToo() {
        Instant bound = scene.node.clock.instant().plus(Duration.ofDays(3));
        scene.node.signers.bound(first, bound);
        begin();
        scene.node.clock.advance(AHEAD.plus(RETIRING));
        assertThat(shown(first).live().others()).containsOnlyKeys("bound-token");
        assertThat(scene.keys.advance().changes()).isZero();
        scene.node.clock.set(bound.plus(Duration.ofMinutes(10)));
        assertThat(scene.keys.advance().changes()).isEqualTo(1);
        assertThat(scene.node.marks.of(first)).as("forgotten with the key").isEmpty();
    }

    @Test
    @DisplayName("rotation: a credential that the index lacks keeps its key, and is found from then on")
    void theRecordsHaveTheLastWord() {
        IssuedCredential credential = scene.issue(scene.node.clock.instant().plus(Duration.ofDays(100)));
        begin();
        scene.node.issued.ended(first, credential.id());
        scene.node.clock.advance(AHEAD.plus(RETIRING));
        assertThat(scene.keys.advance().changes()).isZero();
        assertThat(scene.state(first)).isEqualTo(RotationState.RETIRING);
        assertThat(shown(first).live().credentials()).isEqualTo(1);
    }

    @Test
    void anOldKeyGetsASuccessorByItself() {
        scene.node.clock.advance(Duration.ofDays(180));
        assertThat(scene.keys.advance().overdueCount())
                .as("issuer and holder, and no key for either")
                .isEqualTo(2);
        assertThat(scene.keys.find(scene.issuer.value()).orElseThrow().isOverdue(scene.node.clock.instant()))
                .isFalse();
        scene.node.clock.advance(Duration.ofSeconds(1));
        assertThat(scene.keys.find(scene.issuer.value()).orElseThrow().isOverdue(scene.node.clock.instant()))
                .isTrue();
        scene.newKey();
        scene.newKey();
        assertThat(scene.keys.advance().changes()).as("not again at once").isZero();
        scene.node.clock.advance(DidKeys.PATIENCE);
        assertThat(scene.keys.advance().changes()).isEqualTo(2);
        assertThat(scene.keys.advance().changes()).as("under way").isZero();
        assertThat(scene.keys.find(scene.issuer.value()).orElseThrow().isOverdue(scene.node.clock.instant()))
                .isFalse();
    }

    @Test
    void beginningTwiceBeginsOnce() {
        DidUrl second = begin();
        scene.newKey();
        Rotation again = underWay(scene.keys.begin(scene.issuer.value()));
        assertThat(again.next().orElseThrow().id()).isEqualTo(second.toString());
        assertThat(again.keys()).hasSize(2);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(scene.keys.begin(scene.issuer.value())).isInstanceOf(RotationOutcome.Unavailable.class);
        assertThat(scene.keys.begin("did:web:other.example")).isInstanceOf(RotationOutcome.NotFound.class);
        assertThat(scene.keys.begin("no did")).isInstanceOf(RotationOutcome.NotFound.class);
        assertThat(scene.keys.emergency(scene.issuer.value(), scene.issuer.value() + "#other"))
                .isInstanceOf(RotationOutcome.NotFound.class);
        assertThat(scene.keys.emergency(scene.holder.value(), first.toString()))
                .as("the key of another DID")
                .isInstanceOf(RotationOutcome.NotFound.class);
        assertThat(scene.keys.emergency(scene.issuer.value(), first.toString()))
                .as("no key can take its place")
                .isInstanceOf(RotationOutcome.Unavailable.class);
        assertThat(scene.state(first)).isEqualTo(RotationState.ACTIVE);
    }

    @Test
    void listsInPages() {
        Rotation one = scene.keys.list("", 1).getFirst();
        Rotation two = scene.keys.list(one.id(), 5).getFirst();
        assertThat(scene.keys.list(two.id(), 5)).isEmpty();
        assertThat(scene.keys.list("did:web:other.example", 5)).isEmpty();
        assertThat(scene.keys.list("no did", 5)).isEmpty();
        assertThat(scene.keys.list("", 5)).extracting(Rotation::id).containsExactly(one.id(), two.id());
        assertThat(Set.of(one.id(), two.id())).containsExactlyInAnyOrder(scene.issuer.value(), scene.holder.value());
    }

    @Test
    void thePreviewTellsAndChangesNothing() {
        Instant now = scene.node.clock.instant();
        Instant end = now.plus(Duration.ofDays(400));
        IssuedCredential credential = scene.issue(end);
        Rotation before = scene.keys.find(scene.issuer.value()).orElseThrow();

        assertThat(RotationPreview.planned(before, scene.keys.policy(), now))
                .extracting(RotationStep::at, RotationStep::key, RotationStep::state)
                .containsExactly(
                        tuple(now, "next", RotationState.PUBLISHED),
                        tuple(now.plus(AHEAD), "next", RotationState.ACTIVE),
                        tuple(now.plus(AHEAD), first.toString(), RotationState.RETIRING),
                        tuple(end, first.toString(), RotationState.RETIRED));
        assertThat(RotationPreview.emergency(before, before.active().orElseThrow(), now))
                .extracting(RotationStep::effect)
                .anyMatch(effect -> effect.contains("1 credentials until " + end));
        assertThat(scene.keys.find(scene.issuer.value())).contains(before);
        assertThat(scene.verifies(credential)).isTrue();
    }

    @Test
    void aDeactivatedDidHasNoRotation() {
        assertThat(scene.node.subjects.deactivate(new SubjectId("issuer"))).isPresent();
        assertThat(scene.keys.find(scene.issuer.value())).isEmpty();
        assertThat(scene.keys.begin(scene.issuer.value())).isInstanceOf(RotationOutcome.NotFound.class);
    }
}

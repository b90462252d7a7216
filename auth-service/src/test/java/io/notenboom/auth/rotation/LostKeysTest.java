// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.SigningMethod;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.rotation.RotationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LostKeysTest {

    private final RotationScene scene = new RotationScene();
    private final DidUrl first = scene.signing();
    private final Instant end = scene.node.clock.instant().plus(Duration.ofDays(30));

    private RotationOutcome emergency(DidKeys keys) {
        scene.newKey();
        return keys.emergency(scene.issuer.value(), first.toString());
    }

    @Test
    @DisplayName("emergency: what the key signed is refused at once, and its replacement is accepted")
    void whatTheKeySignedIsRevokedAndIssuedAgain() throws Exception {
        IssuedCredential old = scene.issue(end);
        assertThat(scene.node.load("holder", old.text()).toString()).contains("Loaded");

        assertThat(emergency(scene.keys)).isInstanceOf(RotationOutcome.UnderWay.class);

        assertThat(scene.state(first)).isEqualTo(RotationState.COMPROMISED);
        assertThat(scene.verifies(old)).isFalse();
        assertThat(scene.revocation.isRevoked(old)).isTrue();
        List<IssuedCredential> replacements = scene.issuedBeside(old);
        assertThat(replacements).hasSize(1);
        IssuedCredential replacement = replacements.getFirst();
        assertThat(SigningMethod.of(replacement)).isEqualTo(scene.signing()).isNotEqualTo(first);
        assertThat(scene.verifies(replacement)).isTrue();
        assertThat(replacement.validity().expiresAt()).isEqualTo(end);
        assertThat(replacement.credential().content().subjects())
                .isEqualTo(old.credential().content().subjects());
        assertThat(scene.wallet()).containsExactly(replacement.id());
        assertThat(scene.events()).contains("credential " + old.id(), "did " + scene.issuer.value());
        assertThat(scene.node.issued.idsSignedBy(first, 10)).isEmpty();
        assertThat(scene.journal).contains("signs again issuer");
    }

    @Test
    void repeatingItChangesNothing() {
        IssuedCredential old = scene.issue(end);
        RotationOutcome unused = emergency(scene.keys);
        RotationOutcome again = emergency(scene.keys);
        assertThat(again).isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(scene.issuedBeside(old)).hasSize(1);
        assertThat(scene.keys.advance().changes()).isZero();
    }

    @Test
    @DisplayName("emergency: what was revoked before is not issued again")
    void whatWasRevokedForItsOwnSakeStaysRevoked() {
        IssuedCredential revoked = scene.issue(end);
        IssuedCredential good = scene.issue(end);
        assertThat(scene.revocation.revoke(revoked)).isEqualTo(CredentialRevocation.Outcome.REVOKED);
        // as when the service ended before it took it off the index
        scene.node.issued.add(revoked, first);

        RotationOutcome unused = emergency(scene.keys);
        assertThat(scene.issuedBeside(revoked, good)).hasSize(1);
        assertThat(scene.node.issued.idsSignedBy(first, 10)).isEmpty();
    }

    @Test
    @DisplayName("emergency: revoking a credential afterwards revokes what replaced it")
    void revokingTheOldOneRevokesItsReplacement() {
        IssuedCredential old = scene.issue(end);
        RotationOutcome unused = emergency(scene.keys);
        IssuedCredential replacement = scene.issuedBeside(old).getFirst();
        assertThat(scene.verifies(replacement)).isTrue();

        assertThat(scene.revocation.revoke(old)).isEqualTo(CredentialRevocation.Outcome.REVOKED_BEFORE);
        assertThat(scene.verifies(replacement)).isFalse();
    }

    @Test
    @DisplayName("emergency: a credential that is revoked while it is being replaced gets no replacement that counts")
    void revokingMeanwhileWins() {
        IssuedCredential old = scene.issue(end);
        StoreInterrupted store = new StoreInterrupted(scene.node.issued);
        store.before("addNew", () -> {
            CredentialRevocation.Outcome unused = scene.revocation.revoke(old);
        });
        RotationOutcome unused = emergency(scene.keys(store));
        assertThat(scene.issuedBeside(old)).hasSize(1).noneMatch(scene::verifies);
    }

    @ParameterizedTest
    @ValueSource(strings = {"find", "addNew", "after addNew", "ended", "after ended", "idsSignedBy"})
    @DisplayName("emergency: a kill at any step leaves the key out, and the rest is done by who goes on")
    void goesOnWhereItBrokeOff(String step) {
        IssuedCredential one = scene.issue(end);
        IssuedCredential two = scene.issue(end);
        StoreInterrupted store = new StoreInterrupted(scene.node.issued);
        store.failAt(step);
        assertThatThrownBy(() -> emergency(scene.keys(store))).isInstanceOf(IllegalStateException.class);
        assertThat(scene.state(first)).isEqualTo(RotationState.COMPROMISED);
        assertThat(scene.verifies(one)).isFalse();
        assertThat(scene.verifies(two)).isFalse();

        assertThat(scene.keys.advance().changes()).isPositive();
        assertThat(scene.issuedBeside(one, two)).hasSize(2).allMatch(scene::verifies);
        assertThat(scene.revocation.isRevoked(one)).isTrue();
        assertThat(scene.revocation.isRevoked(two)).isTrue();
        assertThat(scene.keys.advance().changes()).isZero();
    }

    @Test
    void whatHasEndedIsLeftAlone() {
        IssuedCredential old = scene.issue(end);
        scene.node.clock.set(end);
        RotationOutcome unused = emergency(scene.keys);
        assertThat(scene.issuedBeside(old)).isEmpty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SignedProfileTest {

    private static final String PROFILE = """
            {"name": "own/one", "version": 3,
             "scopes": {"fhir": ["a"], "notification": ["b"]},
             "opens": {"nursingHandoff": ["in-progress"]},
             "user": {"demanded": true, "identifierClaim": "u", "assuranceClaim": "l"},
             "transitions": [{"from": "in-progress", "to": "completed", "by": "receiver"}]}
            """;

    private final KeyPair pair = pair();
    private final Jwk key = Jwk.of(pair.getPublic());
    private final JwsSigner signer = JwsSigner.inMemory(key.algorithm(), pair.getPrivate());
    private final ProfileKeys pinned = keys(key);

    @Test
    void readsWhatAPinnedKeySigned() {
        UseCaseProfile profile = SignedProfile.read("own", bytes(PROFILE), sign(PROFILE), pinned);
        assertThat(profile.name()).isEqualTo("own/one");
        assertThat(profile.version()).isEqualTo(3);
        assertThat(profile.open(CompositionKind.NURSING_HANDOFF, TaskState.IN_PROGRESS))
                .isTrue();
        assertThat(profile.scopes(EndpointKind.TA_NP)).isEmpty();
    }

    @Test
    void refusesAProfileThatIsNotSigned() {
        assertRefused(PROFILE, "", "is not signed");
    }

    @Test
    void refusesAChangeOfOneByte() {
        assertRefused(PROFILE.replace("[\"a\"]", "[\"c\"]"), sign(PROFILE), "not what was signed");
        assertRefused(PROFILE + " ", sign(PROFILE), "not what was signed");
    }

    @Test
    void refusesAKeyThatIsNotPinned() {
        KeyPair other = pair();
        Jwk otherKey = Jwk.of(other.getPublic());
        JwsSigner otherSigner = JwsSigner.inMemory(otherKey.algorithm(), other.getPrivate());
        assertRefused(PROFILE, SignedProfile.sign(bytes(PROFILE), otherKey, otherSigner), "not pinned");
        // the name of a pinned key does not make its signature
        assertRefused(PROFILE, SignedProfile.sign(bytes(PROFILE), key, otherSigner), "not what was signed");
    }

    @Test
    void refusesSignaturesOfAnotherTypeOrShape() {
        String whole = Jws.sign(Map.of("typ", "JWT", "kid", key.thumbprint()), bytes(PROFILE), signer)
                .serialized();
        String[] parts = whole.split("\\.", -1);
        assertRefused(PROFILE, parts[0] + ".." + parts[2], "another type");
        assertRefused(PROFILE, whole, "without payload");
        assertRefused(PROFILE, "x..y", "compact JWS");
    }

    @Test
    void refusesRulesThatCouldOpenTooMuch() {
        assertUnclear(PROFILE.replace("[\"b\"]", "[\"a\"]"), "opens both sides");
        assertUnclear(PROFILE.replace("[\"in-progress\"]", "[\"completed\"]"), "after the end");
        assertUnclear(PROFILE.replace("\"version\": 3", "\"version\": 3, \"more\": 1"), "Unknown member");
    }

    /** The key in the artifact is that of the profiles in it, and there are four. */
    @Test
    void shipsFourSignedProfiles() {
        assertThat(ShippedProfiles.load())
                .extracting(UseCaseProfile::name)
                .containsExactlyInAnyOrder(
                        "seed/handoff-only", "seed/negotiation", "bolt/handoff-only", "bolt/negotiation");
        for (UseCaseProfile profile : ShippedProfiles.load()) {
            boolean seed = profile.name().startsWith("seed/");
            assertThat(profile.scopes(EndpointKind.FHIR))
                    .isEqualTo(Set.of(seed ? "eOverdracht-receiver" : "eOverdracht-sender"));
            assertThat(profile.scopes(EndpointKind.NOTIFICATION))
                    .isEqualTo(Set.of(seed ? "eOverdracht-sender" : "eOverdracht-receiver"));
        }
    }

    private void assertRefused(String profile, String signature, String message) {
        assertThatThrownBy(() -> SignedProfile.read("own", bytes(profile), signature, pinned))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Profile own is refused")
                .hasMessageContaining(message);
    }

    private void assertUnclear(String profile, String message) {
        assertThatThrownBy(() -> SignedProfile.read("own", bytes(profile), sign(profile), pinned))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    private String sign(String profile) {
        return SignedProfile.sign(bytes(profile), key, signer);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static ProfileKeys keys(Jwk key) {
        var set = StrictJson.newObject();
        set.putArray("keys").add(key.json());
        return ProfileKeys.read(StrictJson.write(set));
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }
}

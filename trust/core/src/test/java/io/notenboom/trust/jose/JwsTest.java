// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTest {

    private static final Set<SignatureAlgorithm> ES256 = Set.of(SignatureAlgorithm.ES256);
    private final KeyPair keyPair = p256();

    private static KeyPair p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private JwsSigner signer() {
        return new JwsSigner() {
            @Override
            public SignatureAlgorithm algorithm() {
                return SignatureAlgorithm.ES256;
            }

            @Override
            public byte[] sign(byte[] input) {
                try {
                    Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
                    signature.initSign(keyPair.getPrivate());
                    signature.update(input);
                    return signature.sign();
                } catch (GeneralSecurityException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        };
    }

    private CompactJws signed(Map<String, ?> header) {
        return CompactJws.parse(Jws.sign(header, "payload".getBytes(StandardCharsets.UTF_8), signer()), 10_000);
    }

    @Test
    void verifiesWhatItSigned() {
        VerifiedJws verified = JwsVerifier.verify(signed(Map.of("typ", "test")), keyPair.getPublic(), ES256);

        assertThat(verified.payload()).isEqualTo("payload".getBytes(StandardCharsets.UTF_8));
        assertThat(verified.header().path("typ").asText()).isEqualTo("test");
    }

    @Test
    void refusesAnotherKey() {
        assertThatThrownBy(() -> JwsVerifier.verify(signed(Map.of()), p256().getPublic(), ES256))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void refusesAChangedPayload() {
        String[] parts = signed(Map.of()).toString().split("\\.");
        CompactJws changed = CompactJws.parse(parts[0] + ".cGF5bG9hZA." + parts[2], 10_000);
        CompactJws other = CompactJws.parse(parts[0] + ".cGF5bG9hZB8." + parts[2], 10_000);

        assertThat(JwsVerifier.verify(changed, keyPair.getPublic(), ES256).payload())
                .isNotEmpty();
        assertThatThrownBy(() -> JwsVerifier.verify(other, keyPair.getPublic(), ES256))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void refusesAnAlgorithmThatIsNotAllowed() {
        assertThatThrownBy(() ->
                        JwsVerifier.verify(signed(Map.of()), keyPair.getPublic(), Set.of(SignatureAlgorithm.PS256)))
                .hasMessageContaining("not allowed");
    }

    @Test
    void refusesACriticalHeaderThatIsNotUnderstood() {
        CompactJws critical = signed(Map.of("crit", List.of("exp"), "exp", 1));

        assertThatThrownBy(() -> JwsVerifier.verify(critical, keyPair.getPublic(), ES256))
                .hasMessageContaining("critical");
        assertThat(JwsVerifier.verify(critical, keyPair.getPublic(), ES256, Set.of("exp"))
                        .payload())
                .isNotEmpty();
    }

    @Test
    void refusesACriticalHeaderThatIsMissing() {
        CompactJws critical = signed(Map.of("crit", List.of("exp")));

        assertThatThrownBy(() -> JwsVerifier.verify(critical, keyPair.getPublic(), ES256, Set.of("exp")))
                .hasMessageContaining("critical");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "es256", "ES512"})
    void refusesOtherAlgorithms(String algorithm) {
        String[] parts = signed(Map.of()).toString().split("\\.");
        String header = java.util.Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(("{\"alg\":\"" + algorithm + "\"}").getBytes(StandardCharsets.UTF_8));
        CompactJws forged = CompactJws.parse(header + "." + parts[1] + "." + parts[2], 10_000);

        assertThatThrownBy(() -> JwsVerifier.verify(forged, keyPair.getPublic(), SignatureAlgorithm.all()))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a.b",
                "a.b.c.d",
                "e30.e30.e30",
                "eyJhbGciOjF9.e30.e30",
                "eyJhbGciOiJFUzI1NiJ9.e30=.e30",
                "eyJhbGciOiJFUzI1NiJ9.e31.e30",
                "eyJhbGciOiJFUzI1NiJ9..e30",
                "eyJhbGciOiJFUzI1NiJ9.e3 0.e30"
            })
    void refusesWhatIsNotACompactJws(String text) {
        assertThatThrownBy(() -> CompactJws.parse(text, 1_000)).isInstanceOf(MalformedJwsException.class);
    }

    @Test
    void readsBackTheJwkThatItWrites() {
        Jwk jwk = Jwk.of(keyPair.getPublic());

        assertThat(Jwk.parse(jwk.toJson())).isEqualTo(jwk);
        assertThat(jwk.thumbprint()).hasSize(43);
    }

    @Test
    void refusesAJwkWithAPrivateKey() {
        assertThatThrownBy(() -> Jwk.parse(Jwk.of(keyPair.getPublic()).toJson().put("d", "AQ")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Jwk.parse(StrictJson.parse("{\"kty\":\"oct\",\"k\":\"AQ\"}", 100)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwkTest {

    /** The key of RFC 9449's examples and its thumbprint. */
    private static final String DPOP =
            "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs\","
                    + "\"y\":\"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA\"}";

    @Test
    void theThumbprintIsThatOfRfc7638() {
        assertThat(Jwk.parse(DPOP).thumbprint()).isEqualTo("0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I");
        String ed = "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}";
        assertThat(Jwk.parse(ed).thumbprint()).isEqualTo("kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");
    }

    @ParameterizedTest
    @EnumSource
    void aKeyBecomesAJwkAndBack(SignatureAlgorithm algorithm) {
        KeyPair keys = JwsTest.pair(algorithm);
        Jwk jwk = Jwk.of(keys.getPublic());
        Jwk read = Jwk.parse(jwk.json());
        assertThat(read).isEqualTo(jwk);
        assertThat(read.publicKey().getEncoded()).isEqualTo(keys.getPublic().getEncoded());
        assertThat(read.publicKey()).isEqualTo(jwk.publicKey());
        assertThat(SignatureProviders.nativeKey(read.publicKey())).isSameAs(read.publicKey());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"kty\":\"oct\",\"k\":\"AA\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs\"}",
                "{\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs\",\"y\":\"AAAA\"}",
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"x\":\"l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs\",\"y\":\"9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA\"}",
                "{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo\"}",
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"11qY\"}",
                "{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}",
            })
    void aKeyThatCannotVerifyHereIsRefused(String json) {
        assertThatThrownBy(() -> Jwk.parse(json)).isInstanceOf(InvalidJwkException.class);
    }

    @Test
    @DisplayName("private jwk in DPoP refused")
    void privateMembersAreRefused() {
        assertThatThrownBy(() -> Jwk.parse(DPOP.replace("}", ",\"d\":\"AAAA\"}")))
                .isInstanceOf(InvalidJwkException.class)
                .hasMessageContaining("private");
    }

    @Test
    void aKeyForEncryptionIsRefused() {
        assertThatThrownBy(() -> Jwk.parse(DPOP.replace("}", ",\"use\":\"enc\"}")))
                .isInstanceOf(InvalidJwkException.class);
        assertThatThrownBy(() -> Jwk.parse(DPOP.replace("}", ",\"key_ops\":[\"deriveKey\"]}")))
                .isInstanceOf(InvalidJwkException.class);
        assertThat(Jwk.parse(DPOP.replace("}", ",\"use\":\"sig\",\"key_ops\":[\"verify\"],\"kid\":\"k\"}"))
                        .keyId())
                .contains("k");
    }

    @Test
    void anRsaKeyBelow2048BitsIsRefused() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        assertThatThrownBy(() -> Jwk.of(generator.generateKeyPair().getPublic()))
                .isInstanceOf(InvalidJwkException.class);
    }

    @Test
    void aP521PointIsNotTakenForAnotherCurve() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp521r1"));
        assertThat(SignatureAlgorithm.forKey(generator.generateKeyPair().getPublic()))
                .isEqualTo(SignatureAlgorithm.ES512);
    }
}

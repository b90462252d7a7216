// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwsTest {

    private static final byte[] PAYLOAD = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final KeyPair P256 = pair(SignatureAlgorithm.ES256);

    static KeyPair pair(SignatureAlgorithm algorithm) {
        try {
            KeyPairGenerator generator =
                    switch (algorithm) {
                        case ES256, ES384, ES512 -> KeyPairGenerator.getInstance("EC");
                        case PS256, PS384, PS512, RS256 -> KeyPairGenerator.getInstance("RSA");
                        case ES256K -> KeyPairGenerator.getInstance("EC", SignatureProviders.provider());
                        case EDDSA -> KeyPairGenerator.getInstance("Ed25519");
                    };
            switch (algorithm) {
                case ES256 -> generator.initialize(new ECGenParameterSpec("secp256r1"));
                case ES384 -> generator.initialize(new ECGenParameterSpec("secp384r1"));
                case ES512 -> generator.initialize(new ECGenParameterSpec("secp521r1"));
                case PS256, PS384, PS512, RS256 -> generator.initialize(2048);
                case ES256K -> generator.initialize(new ECGenParameterSpec("secp256k1"));
                case EDDSA -> {}
            }
            return generator.generateKeyPair();
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CompactJws signed(Map<String, ?> header) {
        return Jws.sign(header, PAYLOAD, JwsSigner.inMemory(SignatureAlgorithm.ES256, P256.getPrivate()));
    }

    @ParameterizedTest
    @EnumSource
    void whatIsSignedVerifiesWithItsKeyAndWithNoOther(SignatureAlgorithm algorithm) {
        KeyPair keys = pair(algorithm);
        CompactJws jws = Jws.sign(Map.of("typ", "t"), PAYLOAD, JwsSigner.inMemory(algorithm, keys.getPrivate()));
        CompactJws parsed = CompactJws.parse(jws.serialized(), 10_000);
        VerifiedJws verified = JwsVerifier.verify(parsed, keys.getPublic(), Set.of(algorithm));
        assertThat(verified.payload()).isEqualTo(PAYLOAD);
        assertThat(verified.headerText("typ")).contains("t");
        assertThat(verified.algorithm()).isEqualTo(algorithm);
        assertThatThrownBy(() -> JwsVerifier.verify(parsed, pair(algorithm).getPublic(), Set.of(algorithm)))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void anAlgorithmThatIsNotAllowedIsRefused() {
        CompactJws jws = signed(Map.of());
        assertThatThrownBy(() -> JwsVerifier.verify(
                        jws, P256.getPublic(), EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.ES256))))
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessageContaining("not accepted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "HS256", "RS256", "ES256K", "es256", "ES256 "})
    void algorithmsThatDoNotExistHereAreRefused(String name) {
        String header = Base64Url.encode("{\"alg\":\"" + name + "\"}");
        CompactJws jws = CompactJws.parse(header + ".e30.", 1000);
        assertThatThrownBy(() -> JwsVerifier.verify(
                        jws, P256.getPublic(), EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.RS256))))
                .isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void aKeyOfAnotherCurveOrTypeIsRefused() {
        CompactJws jws = signed(Map.of());
        for (SignatureAlgorithm other :
                List.of(SignatureAlgorithm.ES384, SignatureAlgorithm.PS256, SignatureAlgorithm.EDDSA)) {
            assertThatThrownBy(() -> JwsVerifier.verify(jws, pair(other).getPublic(), Set.of(SignatureAlgorithm.ES256)))
                    .isInstanceOf(InvalidSignatureException.class)
                    .hasMessageContaining("does not fit");
        }
    }

    @Test
    void aChangedHeaderPayloadOrSignatureIsRefused() {
        String[] segments = signed(Map.of()).serialized().split("\\.");
        String otherHeader = Base64Url.encode("{\"alg\":\"ES256\",\"kid\":\"x\"}");
        for (String text : List.of(
                otherHeader + "." + segments[1] + "." + segments[2],
                segments[0] + ".e30." + segments[2],
                segments[0] + "." + segments[1] + "." + Base64Url.encode(new byte[64]),
                segments[0] + "." + segments[1] + "." + segments[2].substring(4),
                segments[0] + "." + segments[1] + ".")) {
            CompactJws jws = CompactJws.parse(text, 10_000);
            assertThatThrownBy(() -> JwsVerifier.verify(jws, P256.getPublic(), Set.of(SignatureAlgorithm.ES256)))
                    .isInstanceOf(InvalidSignatureException.class);
        }
    }

    @Test
    void criticalHeadersMustBeUnderstoodByTheCaller() {
        CompactJws jws = signed(Map.of("crit", List.of("net"), "net", "n"));
        Set<SignatureAlgorithm> allowed = Set.of(SignatureAlgorithm.ES256);
        assertThat(JwsVerifier.verify(jws, P256.getPublic(), allowed, Set.of("net", "sid"))
                        .headerText("net"))
                .contains("n");
        assertThatThrownBy(() -> JwsVerifier.verify(jws, P256.getPublic(), allowed))
                .isInstanceOf(InvalidSignatureException.class)
                .hasMessageContaining("not understood");
    }

    @Test
    void malformedCriticalHeadersAreRefused() {
        Set<SignatureAlgorithm> allowed = Set.of(SignatureAlgorithm.ES256);
        for (Map<String, ?> header : List.<Map<String, ?>>of(
                Map.of("crit", List.of()),
                Map.of("crit", "net", "net", 1),
                Map.of("crit", List.of("net")),
                Map.of("crit", List.of("net", "net"), "net", 1),
                Map.of("crit", List.of(1)),
                Map.of("crit", List.of("kid"), "kid", "k"),
                Map.of("b64", false))) {
            CompactJws jws = signed(header);
            assertThatThrownBy(() -> JwsVerifier.verify(jws, P256.getPublic(), allowed, Set.of("net", "kid")))
                    .as(header.toString())
                    .isInstanceOf(InvalidSignatureException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a",
                "e30.e30",
                "e30.e30.AA",
                "eyJhbGciOiJFUzI1NiJ9.e30.AA.AA",
                "eyJhbGciOiJFUzI1NiJ9.e30.A A",
                "eyJhbGciOiJFUzI1NiJ9.e30.AA==",
                "eyJhbGciOiJFUzI1NiJ9.e30.AB",
                "eyJhbGciOiJFUzI1NiJ9.e30.A",
                "eyJhbGciOiJFUzI1NiJ9.e30.+/",
                " eyJhbGciOiJFUzI1NiJ9.e30.AA",
                "W10.e30.AA",
                ".e30.AA",
                "eyJhbGciOiJFUzI1NiJ9.e3 0.AA",
                "eyJhbGciOjF9.e30.AA"
            })
    void whatIsNotAStrictCompactJwsIsRefused(String text) {
        assertThatThrownBy(() -> CompactJws.parse(text, 1000)).isInstanceOf(MalformedJwsException.class);
    }

    @Test
    void aHeaderWithADuplicateNameIsRefused() {
        String header = Base64Url.encode("{\"alg\":\"ES256\",\"alg\":\"ES256\"}");
        assertThatThrownBy(() -> CompactJws.parse(header + ".e30.AA", 1000))
                .isInstanceOf(MalformedJwsException.class)
                .hasMessageContaining("duplicate");
    }

    @Test
    void lengthIsLimitedByTheCaller() {
        String text = signed(Map.of()).serialized();
        assertThat(CompactJws.parse(text, text.length()).serialized()).isEqualTo(text);
        assertThatThrownBy(() -> CompactJws.parse(text, text.length() - 1)).isInstanceOf(MalformedJwsException.class);
    }

    @Test
    void aSignerDecidesTheAlgorithm() {
        assertThatThrownBy(() -> signed(Map.of("alg", "none"))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nothingOfTheTextIsPrinted() {
        CompactJws jws = signed(Map.of());
        assertThat(jws.toString()).doesNotContain(jws.serialized().substring(0, 10));
    }

    @Test
    @DisplayName("RS256 off by default, accepted where it is switched on")
    void rs256IsAcceptedWhereItIsAskedForByName() {
        KeyPair keys = pair(SignatureAlgorithm.RS256);
        CompactJws jws = Jws.sign(Map.of(), PAYLOAD, JwsSigner.inMemory(SignatureAlgorithm.RS256, keys.getPrivate()));
        assertThat(jws.algorithm()).isEqualTo("RS256");
        assertThatThrownBy(() -> JwsVerifier.verify(jws, keys.getPublic(), SignatureAlgorithm.all()))
                .isInstanceOf(InvalidSignatureException.class);
        EnumSet<SignatureAlgorithm> more = EnumSet.copyOf(SignatureAlgorithm.all());
        more.add(SignatureAlgorithm.RS256);
        assertThat(JwsVerifier.verify(jws, keys.getPublic(), more).payload()).isEqualTo(PAYLOAD);
        assertThat(SignatureAlgorithm.forKey(keys.getPublic())).isEqualTo(SignatureAlgorithm.PS256);
    }

    @Test
    @DisplayName("RSA key size 2048-4096, exponent 65537; no JWE")
    void unusualRsaKeysAndEncryptedTextsAreRefused() throws Exception {
        assertThat(SignatureAlgorithm.PS256.fits(rsa(2048, RSAKeyGenParameterSpec.F4)))
                .isTrue();
        assertThat(SignatureAlgorithm.PS256.fits(rsa(2048, BigInteger.valueOf(3))))
                .isFalse();
        assertThat(SignatureAlgorithm.PS256.fits(rsa(1024, RSAKeyGenParameterSpec.F4)))
                .isFalse();
        BigInteger large = BigInteger.ONE.shiftLeft(4096).add(BigInteger.ONE);
        assertThat(SignatureAlgorithm.PS256.fits(rsaKey(large))).isFalse();
        assertThat(SignatureAlgorithm.PS256.fits(rsaKey(large.shiftRight(1)))).isTrue();
        String encrypted = "eyJhbGciOiJQQkVTMi1IUzI1NitBMTI4S1ciLCJwMmMiOjIxNDc0ODM2NDcsInppcCI6IkRFRiJ9.a.b.c.d";
        assertThatThrownBy(() -> CompactJws.parse(encrypted, 1000)).isInstanceOf(MalformedJwsException.class);
    }

    private static PublicKey rsa(int bits, BigInteger exponent) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(new RSAKeyGenParameterSpec(bits, exponent));
        return generator.generateKeyPair().getPublic();
    }

    private static PublicKey rsaKey(BigInteger modulus) throws Exception {
        return KeyFactory.getInstance("RSA").generatePublic(new RSAPublicKeySpec(modulus, RSAKeyGenParameterSpec.F4));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.jose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JosePublicVectorsTest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<SignatureAlgorithm> ALL = EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.RS256));

    /** RFC 7520 figure 20: signed with PS384, while the vector labels its key PS256. */
    private static final Set<Integer> LABELLED_WRONG = Set.of(346, 350);

    private static JsonNode read(Path file) throws Exception {
        return MAPPER.readTree(Files.readAllBytes(file));
    }

    private static Jwk publicJwk(JsonNode jwk) {
        ObjectNode copy = jwk.deepCopy();
        copy.remove(List.of("d", "p", "q", "dp", "dq", "qi"));
        return Jwk.parse(copy);
    }

    @ParameterizedTest
    @CsvSource({"4_2.rsa-pss_signature.json, PS384", "4_3.ecdsa_signature.json, ES512"})
    void theJoseCookbookVerifies(String file, SignatureAlgorithm algorithm) throws Exception {
        JsonNode vector = read(Vectors.require("jose-cookbook").resolve("jws").resolve(file));
        CompactJws jws = CompactJws.parse(vector.at("/output/compact").textValue(), 10_000);
        Jwk key = publicJwk(vector.at("/input/key"));
        assertThat(new String(
                        JwsVerifier.verify(jws, key.publicKey(), Set.of(algorithm))
                                .payload(),
                        StandardCharsets.UTF_8))
                .isEqualTo(vector.at("/input/payload").textValue());
    }

    @ParameterizedTest
    @CsvSource({"4_1.rsa_v15_signature.json", "4_4.hmac-sha2_integrity_protection.json"})
    void pkcs1AndSharedSecretSignaturesOfTheCookbookAreRefused(String file) throws Exception {
        JsonNode vector = read(Vectors.require("jose-cookbook").resolve("jws").resolve(file));
        CompactJws jws = CompactJws.parse(vector.at("/output/compact").textValue(), 10_000);
        var key = JwsTest.pair(SignatureAlgorithm.PS256).getPublic();
        assertThatThrownBy(() -> JwsVerifier.verify(jws, key, ALL)).isInstanceOf(InvalidSignatureException.class);
    }

    @Test
    void theEd25519ExampleOfRfc8037Verifies() throws Exception {
        JsonNode vector = read(Vectors.require("jose-cookbook").resolve("curve25519/jws.json"));
        CompactJws jws = CompactJws.parse(vector.at("/output/compact").textValue(), 10_000);
        Jwk key = publicJwk(vector.at("/input/key"));
        assertThat(JwsVerifier.verify(jws, key.publicKey(), Set.of(SignatureAlgorithm.EDDSA)))
                .isNotNull();
    }

    /** Algorithms outside our list are refused whatever the vector says; of the others every verdict must be the vector's. */
    @Test
    void wycheproofJsonWebSignaturesHaveTheirVerdict() throws Exception {
        JsonNode root = read(Vectors.require("wycheproof").resolve("json_web_signature_test.json"));
        List<String> wrong = new ArrayList<>();
        int valid = 0;
        for (JsonNode group : root.get("testGroups")) {
            JsonNode jwk = group.has("public") ? group.get("public") : group.get("private");
            for (JsonNode test : group.get("tests")) {
                boolean expected = test.get("result").textValue().equals("valid") && supported(test);
                boolean accepted = accepts(jwk, test.get("jws").textValue());
                valid += accepted ? 1 : 0;
                if (expected != accepted
                        && !LABELLED_WRONG.contains(test.get("tcId").intValue())) {
                    wrong.add(test.get("tcId") + " " + test.get("comment"));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(valid).isGreaterThan(10);
    }

    private static boolean supported(JsonNode test) {
        try {
            return SignatureAlgorithm.ofJoseName(
                            CompactJws.parse(test.get("jws").textValue(), 100_000)
                                    .algorithm())
                    .isPresent();
        } catch (MalformedJwsException e) {
            return false;
        }
    }

    private static boolean accepts(JsonNode jwk, String text) {
        try {
            CompactJws jws = CompactJws.parse(text, 100_000);
            Set<SignatureAlgorithm> allowed = SignatureAlgorithm.ofJoseName(
                            jwk.path("alg").asText())
                    .map(Set::of)
                    .orElse(ALL);
            return JwsVerifier.verify(jws, publicJwk(jwk).publicKey(), allowed) != null;
        } catch (JoseException e) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ecdsa_secp256r1_sha256_p1363_test.json, ES256, 262",
        "ecdsa_secp384r1_sha384_p1363_test.json, ES384, 280",
        "ecdsa_secp521r1_sha512_p1363_test.json, ES512, 318",
        "ed25519_test.json, EDDSA, 151",
        "rsa_pss_2048_sha256_mgf1_32_test.json, PS256, 108",
    })
    void wycheproofSignaturesHaveTheirVerdict(String file, SignatureAlgorithm algorithm, int cases) throws Exception {
        JsonNode root = read(Vectors.require("wycheproof").resolve(file));
        List<String> wrong = new ArrayList<>();
        int seen = 0;
        for (JsonNode group : root.get("testGroups")) {
            byte[] der = HexFormat.of()
                    .parseHex(
                            group.has("publicKeyDer")
                                    ? group.get("publicKeyDer").textValue()
                                    : group.get("publicKeyAsn").textValue());
            String type = algorithm == SignatureAlgorithm.EDDSA ? "Ed25519" : algorithm.isEcdsa() ? "EC" : "RSA";
            var key = java.security.KeyFactory.getInstance(type, SignatureProviders.provider())
                    .generatePublic(new java.security.spec.X509EncodedKeySpec(der));
            for (JsonNode test : group.get("tests")) {
                seen++;
                boolean expected = test.get("result").textValue().equals("valid");
                if (expected != verifies(algorithm, key, test)) {
                    wrong.add(test.get("tcId") + " " + test.get("comment"));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(seen).isEqualTo(cases);
    }

    private static boolean verifies(SignatureAlgorithm algorithm, java.security.PublicKey key, JsonNode test) {
        try {
            SignatureProviders.verify(
                    algorithm,
                    key,
                    HexFormat.of().parseHex(test.get("msg").textValue()),
                    HexFormat.of().parseHex(test.get("sig").textValue()));
            return true;
        } catch (InvalidSignatureException e) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.jsonld.LinkedData;
import io.notenboom.trust.jsonld.LinkedDataLimits;
import io.notenboom.trust.jsonld.PinnedContexts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The DIF's suite of JsonWebSignature2020 proofs and JWTs, made by four implementations with five types of key. */
class JwsTestSuiteTest {

    private static final Set<SignatureAlgorithm> EVERY = EnumSet.complementOf(EnumSet.of(SignatureAlgorithm.RS256));
    private static final JsonWebSignature2020 PROOFS =
            new JsonWebSignature2020(new LinkedData(PinnedContexts.shipped(), LinkedDataLimits.DEFAULT, true));

    @TestFactory
    Stream<DynamicTest> allThatWereVerified() throws Exception {
        Path folder = Vectors.require("jws-test-suite");
        Map<String, Jwk> keys = keys(folder.resolve("keys"));
        List<DynamicTest> tests = new ArrayList<>();
        JsonNode all = StrictJson.parse(Files.readAllBytes(folder.resolve("implementations/index.json")), 1 << 20);
        all.properties().forEach(implementation -> implementation.getValue().properties().stream()
                .filter(file -> !file.getValue().path("vectorContent").isMissingNode())
                .filter(file ->
                        file.getValue().path("verification").path("verified").asBoolean())
                .forEach(file -> tests.add(DynamicTest.dynamicTest(
                        implementation.getKey() + " " + file.getKey(),
                        () -> check(file.getValue().path("vectorContent"), keys)))));
        assertThat(tests).hasSize(196);
        return tests.stream();
    }

    private static void check(JsonNode content, Map<String, Jwk> keys) throws Exception {
        if (content instanceof ObjectNode document) {
            checkProof(document, keys);
        } else {
            CompactJws jws = CompactJws.parse(content.textValue(), 1 << 20);
            Jwk key = keys.get(jws.headerText("kid").orElseThrow());
            assertThat(JwsVerifier.verify(jws, key.publicKey(), EVERY).algorithm())
                    .isEqualTo(key.algorithm());
        }
    }

    private static void checkProof(ObjectNode document, Map<String, Jwk> keys) throws Exception {
        UnverifiedProof proof = UnverifiedProof.of(document);
        Jwk key = keys.get(proof.verificationMethod().toString());
        PROOFS.verify(document, proof, key.publicKey(), EVERY);
        ObjectNode changed = document.deepCopy();
        changed.put(
                document.path("type").toString().contains("VerifiablePresentation") ? "holder" : "issuer",
                "did:example:456");
        assertThatExceptionOfType(ProofRefusedException.class)
                .isThrownBy(() -> PROOFS.verify(changed, proof, key.publicKey(), EVERY))
                .extracting(ProofRefusedException::reason)
                .isEqualTo(ProofRefusedException.Reason.SIGNATURE);
    }

    private static Map<String, Jwk> keys(Path folder) throws Exception {
        Map<String, Jwk> keys = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                JsonNode json = StrictJson.parse(Files.readAllBytes(file), 1 << 16);
                ObjectNode jwk = json.path("publicKeyJwk").deepCopy();
                keys.put(json.path("id").asText(), Jwk.parse(jwk));
            }
        }
        return keys;
    }
}

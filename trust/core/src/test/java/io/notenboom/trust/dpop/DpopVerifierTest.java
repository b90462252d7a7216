// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.Party;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Named after the FAPI 2 DPoP negative tests of the OpenID Foundation and RFC 9449 §4.3. */
class DpopVerifierTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final URI URL = URI.create("https://fhir.example/fhir/Task/1");
    private static final Secret TOKEN = Secret.of("token-of-somebody");

    private final Party client = Party.jwk();
    private final DpopVerifier verifier = new DpopVerifier();

    @Test
    void acceptsProofForResource() throws DpopRefusedException {
        VerifiedDpopProof verified = verifier.verify(proof(), expectation(), NOW);
        assertThat(verified.thumbprint()).isEqualTo(client.key().thumbprint());
        assertThat(verified.id()).isEqualTo("id-1");
        assertThat(verified.issuedAt()).isEqualTo(NOW);
        assertThat(verified.acceptableUntil()).isEqualTo(NOW.plusSeconds(61));
        assertThat(verified.replayKey()).isEqualTo(client.key().thumbprint() + ":id-1");
    }

    @Test
    void acceptsProofForTokenRequest() throws DpopRefusedException {
        URI endpoint = URI.create("https://node-a.example/oauth2/a/token");
        String proof = new DpopProof(client.key(), client.signer())
                .build("POST", endpoint, null, "id-2", NOW)
                .serialized();
        assertThat(verifier.verify(proof, DpopExpectation.tokenRequest(endpoint), NOW)
                        .thumbprint())
                .isEqualTo(client.key().thumbprint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "not a jwt", "e30.e30.AA", "....."})
    @DisplayName("not a JWT")
    void notAJwt(String proof) {
        assertRefused(proof, DpopRefusal.MALFORMED);
    }

    @Test
    void tooLong() {
        assertRefused(changed(header -> {}, claims -> claims.put("x", "y".repeat(9000))), DpopRefusal.MALFORMED);
    }

    @Test
    @DisplayName("missing typ; wrong typ")
    void missingOrWrongTyp() {
        assertRefused(changed(header -> header.remove("typ"), claims -> {}), DpopRefusal.TYPE);
        assertRefused(changed(header -> header.put("typ", "JWT"), claims -> {}), DpopRefusal.TYPE);
    }

    @Test
    @DisplayName("missing alg")
    void missingAlg() {
        String[] parts = proof().split("\\.");
        ObjectNode header = json(parts[0]);
        header.remove("alg");
        assertRefused(Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2], DpopRefusal.MALFORMED);
    }

    @Test
    @DisplayName("missing jwk")
    void missingJwk() {
        assertRefused(changed(header -> header.remove("jwk"), claims -> {}), DpopRefusal.KEY);
    }

    @Test
    @DisplayName("private key in jwk")
    void privateKeyInJwk() {
        assertRefused(
                changed(header -> ((ObjectNode) header.path("jwk")).put("d", "AAAA"), claims -> {}), DpopRefusal.KEY);
    }

    @Test
    void symmetricKeyInJwk() {
        assertRefused(
                changed(header -> header.putObject("jwk").put("kty", "oct").put("k", "AAAA"), claims -> {}),
                DpopRefusal.KEY);
    }

    @ParameterizedTest
    @CsvSource({"none", "HS256", "RS256", "ES256K", "es256"})
    @DisplayName("RS256; none")
    void algorithmNotAccepted(String algorithm) {
        String[] parts = proof().split("\\.");
        ObjectNode header = json(parts[0]).put("alg", algorithm);
        String forged = Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2];
        assertRefused(forged, DpopRefusal.ALGORITHM);
    }

    @Test
    void algorithmOfAnotherKeyType() {
        String[] parts = proof().split("\\.");
        ObjectNode header = json(parts[0]).put("alg", "PS256");
        assertRefused(Base64Url.encode(header.toString()) + "." + parts[1] + "." + parts[2], DpopRefusal.SIGNATURE);
    }

    @Test
    @DisplayName("broken signature")
    void brokenSignature() {
        String proof = proof();
        int end = proof.length() - 10;
        char other = proof.charAt(end) == 'A' ? 'B' : 'A';
        assertRefused(proof.substring(0, end) + other + proof.substring(end + 1), DpopRefusal.SIGNATURE);
    }

    @Test
    void keyOfSomebodyElseInHeader() {
        Party other = Party.jwk();
        assertRefused(changed(header -> {}, claims -> {}, other), DpopRefusal.SIGNATURE);
    }

    @Test
    void criticalHeader() {
        assertRefused(
                changed(header -> header.put("b64", true).putArray("crit").add("b64"), claims -> {}),
                DpopRefusal.SIGNATURE);
    }

    @Test
    @DisplayName("missing jti")
    void missingJti() {
        assertRefused(changed(header -> {}, claims -> claims.remove("jti")), DpopRefusal.ID);
        assertRefused(changed(header -> {}, claims -> claims.put("jti", "")), DpopRefusal.ID);
        assertRefused(changed(header -> {}, claims -> claims.put("jti", 5)), DpopRefusal.ID);
        assertRefused(changed(header -> {}, claims -> claims.put("jti", "x".repeat(257))), DpopRefusal.ID);
    }

    @Test
    void jtiOfTwoHundredFiftySixCharacters() throws DpopRefusedException {
        String proof = changed(header -> {}, claims -> claims.put("jti", "x".repeat(256)));
        assertThat(verifier.verify(proof, expectation(), NOW).id()).hasSize(256);
    }

    @Test
    @DisplayName("missing htm; wrong htm")
    void missingOrWrongHtm() {
        assertRefused(changed(header -> {}, claims -> claims.remove("htm")), DpopRefusal.METHOD);
        assertRefused(changed(header -> {}, claims -> claims.put("htm", "POST")), DpopRefusal.METHOD);
        assertRefused(changed(header -> {}, claims -> claims.put("htm", "get")), DpopRefusal.METHOD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fhir.example/fhir/Task/2",
                "https://fhir.example/fhir/Task/1/",
                "https://fhir.example/fhir/task/1",
                "https://fhir.example/fhir//Task/1",
                "https://fhir.example/fhir/x/../Task/1",
                "https://fhir.example/fhir/%54ask/1",
                "https://fhir.example.evil/fhir/Task/1",
                "http://fhir.example/fhir/Task/1",
                "https://fhir.example:8443/fhir/Task/1",
                "https://user@fhir.example/fhir/Task/1",
                "/fhir/Task/1",
                "not a url",
                ""
            })
    @DisplayName("other URL in htu")
    void otherUrlInHtu(String url) {
        assertRefused(changed(header -> {}, claims -> claims.put("htu", url)), DpopRefusal.URL);
    }

    @Test
    @DisplayName("missing htu")
    void missingHtu() {
        assertRefused(changed(header -> {}, claims -> claims.remove("htu")), DpopRefusal.URL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://fhir.example/fhir/Task/1?_format=json",
                "https://fhir.example/fhir/Task/1#part",
                "https://FHIR.Example/fhir/Task/1",
                "HTTPS://fhir.example/fhir/Task/1",
                "https://fhir.example:443/fhir/Task/1"
            })
    @DisplayName("query and fragment ignored; scheme/host compared case-insensitively; default port normalised")
    void queryFragmentCaseAndDefaultPortDoNotMatter(String url) throws DpopRefusedException {
        String proof = changed(header -> {}, claims -> claims.put("htu", url));
        assertThat(verifier.verify(proof, expectation(), NOW).id()).isEqualTo("id-1");
    }

    @ParameterizedTest
    @ValueSource(longs = {-3600, -61, 11, 3600})
    @DisplayName("iat an hour off either way refused; window 60 s back, 10 s forward")
    void iatOutsideTheWindow(long offset) {
        assertRefused(
                changed(header -> {}, claims -> claims.put("iat", NOW.getEpochSecond() + offset)), DpopRefusal.TIME);
    }

    @ParameterizedTest
    @ValueSource(longs = {-60, -10, 0, 10})
    @DisplayName("iat 10 s off accepted")
    void iatInsideTheWindow(long offset) throws DpopRefusedException {
        String proof = changed(header -> {}, claims -> claims.put("iat", NOW.getEpochSecond() + offset));
        assertThat(verifier.verify(proof, expectation(), NOW).issuedAt()).isEqualTo(NOW.plusSeconds(offset));
    }

    @Test
    @DisplayName("missing iat")
    void missingOrStrangeIat() {
        assertRefused(changed(header -> {}, claims -> claims.remove("iat")), DpopRefusal.TIME);
        assertRefused(changed(header -> {}, claims -> claims.put("iat", "now")), DpopRefusal.TIME);
        assertRefused(changed(header -> {}, claims -> claims.put("iat", 1e30)), DpopRefusal.TIME);
    }

    @Test
    @DisplayName("missing ath; wrong ath")
    void missingOrWrongAth() {
        assertRefused(changed(header -> {}, claims -> claims.remove("ath")), DpopRefusal.ACCESS_TOKEN);
        assertRefused(changed(header -> {}, claims -> claims.put("ath", "AAAA")), DpopRefusal.ACCESS_TOKEN);
    }

    @Test
    @DisplayName("other key than bound")
    void otherKeyThanBound() {
        DpopExpectation expectation = DpopExpectation.resourceRequest(
                "GET", URL, TOKEN, Party.jwk().key().thumbprint());
        assertThatExceptionOfType(DpopRefusedException.class)
                .isThrownBy(() -> verifier.verify(proof(), expectation, NOW))
                .extracting(DpopRefusedException::reason)
                .isEqualTo(DpopRefusal.OTHER_KEY);
    }

    @Test
    @DisplayName("extra claims ignored")
    void extraClaimsAreIgnored() throws DpopRefusedException {
        String proof = changed(
                header -> header.put("x", 1), claims -> claims.put("nonce", "n").put("y", 2));
        assertThat(verifier.verify(proof, expectation(), NOW).id()).isEqualTo("id-1");
    }

    @Test
    void tellsTheNonceThatItShows() throws DpopRefusedException {
        String proof = new DpopProof(client.key(), client.signer())
                .build("GET", URL, TOKEN, new DpopProof.Terms("id-1", NOW, "nonce-1"))
                .serialized();
        assertThat(verifier.verify(proof, expectation(), NOW).nonce()).contains("nonce-1");
        assertThat(verifier.verify(proof(), expectation(), NOW).nonce()).isEmpty();
    }

    @Test
    void duplicateClaim() {
        String payload = "{\"htm\":\"GET\",\"htm\":\"POST\"}";
        ObjectNode header = StrictJson.newObject().put("typ", "dpop+jwt");
        header.set("jwk", client.key().json());
        String proof = Jws.sign(header, payload.getBytes(StandardCharsets.UTF_8), client.signer())
                .serialized();
        assertRefused(proof, DpopRefusal.MALFORMED);
    }

    @Test
    void builderRefusesEmptyId() {
        DpopProof maker = new DpopProof(client.key(), client.signer());
        assertThatIllegalArgumentException().isThrownBy(() -> maker.build("GET", URL, null, "", NOW));
    }

    @TestFactory
    Stream<DynamicTest> rfc9449Samples() throws IOException {
        JsonNode vectors = new JsonMapper()
                .readTree(
                        Vectors.require("dpop").resolve("rfc9449-samples.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode check : vectors.path("checks")) {
            String proof = "";
            for (JsonNode candidate : vectors.path("proofs")) {
                proof = candidate.path("id").equals(check.path("proof"))
                        ? candidate.path("proof").asText()
                        : proof;
            }
            String found = proof;
            tests.add(DynamicTest.dynamicTest(check.path("id").asText(), () -> sample(check, found)));
        }
        return tests.stream();
    }

    private void sample(JsonNode check, String proof) {
        String token = check.path("accessToken").textValue();
        DpopExpectation expectation = new DpopExpectation(
                check.path("method").asText(),
                URI.create(check.path("url").asText()),
                token == null ? null : Secret.of(token),
                check.path("boundJkt").textValue());
        String outcome;
        try {
            VerifiedDpopProof verified = verifier.verify(
                    proof, expectation, Instant.ofEpochSecond(check.path("now").asLong()));
            outcome = verified.thumbprint().isEmpty() ? "none" : "accept";
        } catch (DpopRefusedException refused) {
            outcome = switch (refused.reason()) {
                case METHOD -> "htm";
                case URL -> "htu";
                case ACCESS_TOKEN -> "ath";
                case OTHER_KEY -> "jkt";
                case TIME -> "iat";
                case MALFORMED, TYPE, ALGORITHM, KEY, SIGNATURE, ID -> "other";
            };
        }
        assertThat(outcome)
                .isEqualTo(
                        check.path("expected").asText().equals("accept")
                                ? "accept"
                                : check.path("reason").asText());
    }

    private String proof() {
        return new DpopProof(client.key(), client.signer())
                .build("GET", URI.create(URL + "?_format=json"), TOKEN, "id-1", NOW)
                .serialized();
    }

    private DpopExpectation expectation() {
        return DpopExpectation.resourceRequest("GET", URL, TOKEN, client.key().thumbprint());
    }

    private String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims) {
        return changed(header, claims, client);
    }

    private String changed(Consumer<ObjectNode> header, Consumer<ObjectNode> claims, Party signer) {
        String[] parts = proof().split("\\.");
        ObjectNode newHeader = json(parts[0]);
        ObjectNode newClaims = json(parts[1]);
        header.accept(newHeader);
        claims.accept(newClaims);
        return Jws.sign(newHeader, StrictJson.write(newClaims), signer.signer()).serialized();
    }

    private static ObjectNode json(String part) {
        return StrictJson.parseObject(Base64Url.decode(part), 100_000);
    }

    private void assertRefused(String proof, DpopRefusal reason) {
        assertThatExceptionOfType(DpopRefusedException.class)
                .isThrownBy(() -> verifier.verify(proof, expectation(), NOW))
                .extracting(DpopRefusedException::reason)
                .isEqualTo(reason);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.credential.Party;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DidDocumentTest {

    private final Party party = Party.web("node-a");

    @Test
    void keyIsInAllFourSigningRelationships() {
        ObjectNode json = party.document().toJson();
        for (String member :
                List.of("assertionMethod", "authentication", "capabilityInvocation", "capabilityDelegation")) {
            assertThat(json.path(member).get(0).asText())
                    .isEqualTo(party.method().toString());
        }
        assertThat(json.has("keyAgreement")).isFalse();
        assertThat(json.path("verificationMethod").get(0).path("type").asText()).isEqualTo("JsonWebKey2020");
        assertThat(json.path("verificationMethod").get(0).path("publicKeyJwk").has("d"))
                .isFalse();
    }

    @Test
    void readsWhatItWrites() throws DidResolutionException {
        assertThat(read(party.document().toJson())).isEqualTo(party.document());
    }

    @Test
    void refusesDocumentOfAnotherDid() {
        ObjectNode json = Party.web("node-b").document().toJson();
        assertRefused(json);
    }

    @Test
    void refusesRelativeMethodId() {
        ObjectNode json = party.document().toJson();
        ((ObjectNode) json.path("verificationMethod").get(0)).put("id", "#key-1");
        assertRefused(json);
    }

    @Test
    void refusesRelativeReference() {
        ObjectNode json = party.document().toJson();
        json.putArray("assertionMethod").add("#key-1");
        assertRefused(json);
    }

    @Test
    void refusesMoreThanThirtyTwoMethods() {
        ObjectNode json = party.document().toJson();
        ArrayNode methods = (ArrayNode) json.path("verificationMethod");
        for (int index = 0; index < 32; index++) {
            ObjectNode copy = methods.get(0).deepCopy();
            methods.add(copy.put("id", party.did() + "#extra-" + index));
        }
        assertRefused(json);
    }

    @Test
    void refusesTwoMethodsWithOneId() {
        ObjectNode json = party.document().toJson();
        ArrayNode methods = (ArrayNode) json.path("verificationMethod");
        methods.add(methods.get(0).deepCopy());
        assertRefused(json);
    }

    @Test
    void refusesDuplicateMember() {
        String json = party.document().toJson().toString();
        String twice = json.substring(0, json.length() - 1) + ",\"id\":\"" + party.did() + "\"}";
        assertRefused(twice);
    }

    @Test
    void refusesHugeDocument() {
        assertRefused("{\"id\":\"" + party.did() + "\",\"a\":\"" + "x".repeat(1024 * 1024) + "\"}");
    }

    @Test
    void refusesDeepDocument() {
        assertRefused("{\"id\":\"" + party.did() + "\",\"a\":" + "[".repeat(100) + "]".repeat(100) + "}");
    }

    @Test
    void leavesOutPrivateKeys() throws DidResolutionException {
        ObjectNode json = party.document().toJson();
        ((ObjectNode) json.path("verificationMethod").get(0).path("publicKeyJwk")).put("d", "AAAA");
        assertThat(read(json).verificationMethods()).isEmpty();
    }

    @Test
    void leavesOutMethodsOfOtherDids() throws DidResolutionException {
        ObjectNode json = party.document().toJson();
        Party other = Party.web("node-b");
        ((ArrayNode) json.path("verificationMethod"))
                .add(other.document().toJson().path("verificationMethod").get(0));
        ((ArrayNode) json.path("assertionMethod")).add(other.method().toString());
        DidDocument document = read(json);
        assertThat(document.verificationMethods()).hasSize(1);
        assertThat(document.method(other.method(), VerificationRelationship.ASSERTION_METHOD))
                .isEmpty();
    }

    @Test
    void methodIsFoundOnlyInTheRelationshipThatListsIt() throws DidResolutionException {
        ObjectNode json = party.document().toJson();
        json.remove("assertionMethod");
        DidDocument document = read(json);
        assertThat(document.method(party.method(), VerificationRelationship.ASSERTION_METHOD))
                .isEmpty();
        assertThat(document.method(party.method(), VerificationRelationship.AUTHENTICATION))
                .isPresent();
    }

    @Test
    void embeddedMethodCounts() throws DidResolutionException {
        ObjectNode json = party.document().toJson();
        ObjectNode method = json.path("verificationMethod").get(0).deepCopy();
        json.remove("verificationMethod");
        json.putArray("assertionMethod").add(method);
        for (String other : List.of("authentication", "capabilityInvocation", "capabilityDelegation")) {
            json.remove(other);
        }
        assertThat(read(json).method(party.method(), VerificationRelationship.ASSERTION_METHOD))
                .isPresent();
    }

    @Test
    void delegatingResolverRefusesUnknownMethodAndForeignDocument() {
        DidResolver foreign = did -> Party.web("node-b").document();
        DelegatingDidResolver resolver = new DelegatingDidResolver(Map.of("web", foreign));
        assertThatExceptionOfType(DidResolutionException.class)
                .isThrownBy(() -> resolver.resolve(Did.parse("did:nuts:abc")).id())
                .extracting(DidResolutionException::reason)
                .isEqualTo(DidResolutionException.Reason.METHOD_NOT_SUPPORTED);
        assertThatExceptionOfType(DidResolutionException.class)
                .isThrownBy(() -> resolver.resolve(party.did()).id())
                .extracting(DidResolutionException::reason)
                .isEqualTo(DidResolutionException.Reason.INVALID_DOCUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://node-a.example/oauth2/a",
                "https://node-a.example:443/oauth2/a",
                "https://NODE-A.example/oauth2/a"
            })
    void sameOrigin(String url) {
        assertThat(DidWeb.parse(party.did()).sameOrigin(URI.create(url))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://node-a.example/oauth2/a",
                "https://node-a.example:8443/oauth2/a",
                "https://node-b.example/oauth2/a",
                "https://node-a.example@evil.example/a",
                "https://user@node-a.example/a",
                "urn:x"
            })
    void otherOrigin(String url) {
        assertThat(DidWeb.parse(party.did()).sameOrigin(URI.create(url))).isFalse();
    }

    @Test
    void makesDidWebOfParts() {
        DidWeb web = DidWeb.of("localhost", 8443, List.of("iam", "1"));
        assertThat(web.did()).hasToString("did:web:localhost%3A8443:iam:1");
        assertThat(web.documentUrl()).hasToString("https://localhost:8443/iam/1/did.json");
        assertThatIllegalArgumentException().isThrownBy(() -> DidWeb.of("10.0.0.1", null, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> DidWeb.of("a.example", null, List.of("..")));
        assertThatIllegalArgumentException().isThrownBy(() -> DidWeb.of("a.example", 0, List.of()));
    }

    @Test
    void didJwkRoundTrip() throws DidResolutionException {
        Party holder = Party.jwk();
        DidDocument document = new SelfContainedDidResolver().resolve(holder.did());
        assertThat(document.method(holder.method(), VerificationRelationship.ASSERTION_METHOD))
                .map(VerificationMethod::publicKey)
                .contains(holder.key());
    }

    private DidDocument read(ObjectNode json) throws DidResolutionException {
        return DidDocumentReader.read(party.did(), json.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void assertRefused(ObjectNode json) {
        assertRefused(json.toString());
    }

    private void assertRefused(String json) {
        assertThatExceptionOfType(DidResolutionException.class)
                .isThrownBy(() -> DidDocumentReader.read(party.did(), json.getBytes(StandardCharsets.UTF_8)))
                .extracting(DidResolutionException::reason)
                .isEqualTo(DidResolutionException.Reason.INVALID_DOCUMENT);
    }
}

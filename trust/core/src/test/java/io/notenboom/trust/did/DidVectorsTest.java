// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.jose.Jwk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the public and own vectors for DID syntax, did:jwk, did:key and did:web. */
class DidVectorsTest {

    private static final JsonMapper JSON = new JsonMapper();

    /** Key types that are accepted elsewhere but verify no signature. */
    private static final Set<String> NOT_SUPPORTED = Set.of("X25519");

    private final SelfContainedDidResolver resolver = new SelfContainedDidResolver();

    @TestFactory
    Stream<DynamicTest> ownDidWeb() throws IOException {
        return cases("did-web.json")
                .map(test -> DynamicTest.dynamicTest(test.path("id").asText(), () -> didWeb(test)));
    }

    private static void didWeb(JsonNode test) {
        JsonNode expected = test.path("expected");
        String outcome;
        try {
            DidWeb web = DidWeb.parse(
                    test.has("inputKind")
                            ? DidUrl.parse(test.path("input").asText()).did()
                            : Did.parse(test.path("input").asText()));
            outcome = web.documentUrl().toString();
        } catch (DidSyntaxException refused) {
            outcome = "refuse";
        }
        switch (expected.path("outcome").asText()) {
            case "url" -> assertThat(outcome).isEqualTo(expected.path("url").asText());
            case "either" ->
                assertThat(outcome).isIn("refuse", expected.path("url").asText());
            case "refuse" -> assertThat(outcome).isEqualTo("refuse");
            default -> throw new IllegalStateException("unknown outcome");
        }
    }

    @TestFactory
    Stream<DynamicTest> ownDidKeyAndJwk() throws IOException {
        return Stream.concat(cases("did-key.json"), cases("did-jwk.json"))
                .map(test -> DynamicTest.dynamicTest(test.path("id").asText(), () -> selfContained(test)));
    }

    private void selfContained(JsonNode test) {
        JsonNode expected = test.path("expected");
        boolean unsupported =
                NOT_SUPPORTED.contains(expected.path("publicKeyJwk").path("crv").asText());
        boolean accepted = expected.path("outcome").asText().equals("accept") && !unsupported;
        try {
            DidDocument document;
            if (test.has("inputKind")) {
                DidUrl method = DidUrl.parse(test.path("input").asText());
                document = resolver.resolve(method.did());
                if (document.method(method, VerificationRelationship.ASSERTION_METHOD)
                        .isEmpty()) {
                    throw new DidSyntaxException("unknown fragment");
                }
            } else {
                document = resolver.resolve(Did.parse(test.path("input").asText()));
            }
            assertThat(accepted || expected.path("outcome").asText().equals("either"))
                    .isTrue();
            VerificationMethod method = document.verificationMethods().getFirst();
            if (expected.has("publicKeyJwk")) {
                assertThat(method.publicKey()).isEqualTo(Jwk.parse(expected.path("publicKeyJwk")));
                assertThat(method.id())
                        .hasToString(expected.path("verificationMethod").asText());
            }
        } catch (DidSyntaxException | DidResolutionException refused) {
            assertThat(accepted).as(refused.getMessage()).isFalse();
        }
    }

    @TestFactory
    Stream<DynamicTest> w3cDocuments() throws IOException {
        Path folder = Vectors.require("did-test-suite");
        List<DynamicTest> tests = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(path -> path.getFileName().toString().matches("did-(key|web)-.*json"))
                    .toList()) {
                JsonNode suite = JSON.readTree(file.toFile());
                for (JsonNode did : suite.path("dids")) {
                    tests.add(DynamicTest.dynamicTest(
                            file.getFileName() + " " + did.asText(), () -> w3c(suite, did.asText())));
                }
            }
        }
        return tests.stream();
    }

    private void w3c(JsonNode suite, String text) throws DidResolutionException {
        Did did = Did.parse(text);
        JsonNode properties = suite.path(text).path("didDocumentDataModel").path("properties");
        DidDocument document;
        try {
            document = DidDocumentReader.read(did, properties.toString().getBytes(StandardCharsets.UTF_8));
        } catch (DidResolutionException refused) {
            // relative ids: Nuts nodes refuse them and so do we
            assertThat(properties.toString()).contains("\"id\":\"#");
            return;
        }
        assertThat(document.id()).isEqualTo(did);
        boolean supportedKey = Stream.of("did:key:zQ3s", "did:key:zDna", "did:key:z82", "did:key:z2J9", "did:key:z6Mk")
                .anyMatch(text::startsWith);
        if (did.method().equals("key") && !supportedKey) {
            assertThat(catchThrowable(() -> resolver.resolve(did))).isInstanceOf(DidResolutionException.class);
        } else if (did.method().equals("key") && !document.verificationMethods().isEmpty()) {
            assertThat(resolver.resolve(did).verificationMethods().getFirst().publicKey())
                    .isEqualTo(document.verificationMethods().getFirst().publicKey());
        }
    }

    @TestFactory
    Stream<DynamicTest> web5() throws IOException {
        Path folder = Vectors.require("web5-spec");
        List<JsonNode> web = list(
                JSON.readTree(folder.resolve("did_web/resolve.json").toFile()).path("vectors"));
        List<JsonNode> jwk = list(
                JSON.readTree(folder.resolve("did_jwk/resolve.json").toFile()).path("vectors"));
        return Stream.concat(
                web.stream()
                        .map(test ->
                                DynamicTest.dynamicTest(test.path("description").asText(), () -> web5Web(test))),
                jwk.stream()
                        .map(test ->
                                DynamicTest.dynamicTest(test.path("description").asText(), () -> web5Jwk(test))));
    }

    private static void web5Web(JsonNode test) {
        JsonNode input = test.path("input");
        boolean resolved;
        try {
            Did did = Did.parse(input.path("didUri").asText());
            JsonNode body = input.path("mockServer")
                    .path(DidWeb.parse(did).documentUrl().toString());
            resolved = !body.isMissingNode()
                    && DidDocumentReader.read(did, body.toString().getBytes(StandardCharsets.UTF_8))
                            .id()
                            .equals(did);
        } catch (DidSyntaxException | DidResolutionException refused) {
            resolved = false;
        }
        assertThat(resolved).isEqualTo(!test.path("errors").asBoolean());
    }

    private void web5Jwk(JsonNode test) {
        boolean resolved;
        try {
            Did did = Did.parse(test.path("input").asText());
            resolved = resolver.resolve(did).id().equals(did);
        } catch (DidSyntaxException | DidResolutionException refused) {
            resolved = false;
        }
        assertThat(resolved).isEqualTo(!test.path("errors").asBoolean());
    }

    @TestFactory
    Stream<DynamicTest> recordedDocumentsOfNutsNodes() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String version : List.of("v6.2.10", "master")) {
            Path folder = Vectors.require("nuts-node").resolve(version).resolve("did/documents");
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    byte[] body = Files.readAllBytes(file);
                    Did did = Did.parse(JSON.readTree(body).path("id").asText());
                    tests.add(DynamicTest.dynamicTest(version + " " + file.getFileName(), () -> {
                        DidDocument document = DidDocumentReader.read(did, body);
                        assertThat(document.first(VerificationRelationship.ASSERTION_METHOD))
                                .isPresent();
                        byte[] written = document.toJson().toString().getBytes(StandardCharsets.UTF_8);
                        assertThat(DidDocumentReader.read(did, written)).isEqualTo(document);
                    }));
                }
            }
        }
        return tests.stream();
    }

    private static Stream<JsonNode> cases(String file) throws IOException {
        Path folder = Vectors.require("own").resolve("did-syntax");
        return list(JSON.readTree(folder.resolve(file).toFile()).path("cases")).stream();
    }

    private static List<JsonNode> list(JsonNode array) {
        List<JsonNode> list = new ArrayList<>();
        array.forEach(list::add);
        return list;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Runs the public vectors of did:x509. */
class DidX509VectorsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    /** Accepted by the method's own specification, refused in the profile of Nuts nodes: policies that it does not have. */
    private static final Set<String> OTHER_POLICIES = Set.of(
            "eku",
            "multiple-predicates",
            "specification-eku-predicate",
            "fulcio-issuer-extension-is-accepted-when-not-critical",
            "fulcio-issuer-with-email-san",
            "fulcio-issuer-with-uri-san",
            "specification-fulcio-issuer-and-san",
            "subject-predicate-supports-dotted-oid");

    /** Accepted without regard to periods by the specification; here every certificate has to be valid now. */
    private static final Set<String> EXPIRED = Set.of("certificate-validity-periods-are-not-checked");

    /** Refused by the specification for an IP address among the names, which the profile of Nuts nodes knows. */
    private static final Set<String> ADDRESS_AMONG_NAMES = Set.of("unsupported-certificate-san-type");

    @TestFactory
    Stream<DynamicTest> publicVectors() throws IOException {
        JsonNode cases = new JsonMapper()
                .readTree(
                        Vectors.require("did-x509").resolve("test-vectors.json").toFile());
        List<DynamicTest> tests = new ArrayList<>();
        cases.forEach(test -> tests.add(DynamicTest.dynamicTest(test.path("id").asText(), () -> run(test))));
        assertThat(tests).hasSize(58);
        return tests.stream();
    }

    private static void run(JsonNode test) throws DidResolutionException {
        String id = test.path("id").asText();
        if (OTHER_POLICIES.contains(id)) {
            assertThatThrownBy(() -> resolve(test)).isInstanceOf(DidSyntaxException.class);
        } else if (EXPIRED.contains(id)) {
            assertThatThrownBy(() -> resolve(test)).isInstanceOf(UnfitCertificateInputException.class);
        } else if (test.path("output").has("document")) {
            assertThat(essence(resolve(test).toJson()))
                    .isEqualTo(essence(test.path("output").path("document")));
        } else if (ADDRESS_AMONG_NAMES.contains(id)) {
            assertThat(resolve(test).verificationMethods()).hasSize(1);
        } else {
            assertThatThrownBy(() -> resolve(test))
                    .isInstanceOfAny(
                            DidSyntaxException.class,
                            UnfitCertificateInputException.class,
                            DidResolutionException.class);
        }
    }

    private static DidDocument resolve(JsonNode test) throws DidResolutionException {
        String text = test.path("input").path("did").asText();
        Did did = text.contains("#") ? DidUrl.parse(text).did() : Did.parse(text);
        DidX509 x509 = DidX509.parse(did);
        List<String> x5c = new ArrayList<>();
        test.path("input")
                .path("chain")
                .forEach(certificate ->
                        x5c.add(Base64.getEncoder().encodeToString(Base64Url.decode(certificate.asText()))));
        return DidX509Resolver.resolve(x509, CertificateChain.ofX5c(x5c, NOW));
    }

    /** What both say: they name another context and another type of method. */
    private static JsonNode essence(JsonNode document) {
        ObjectNode copy = document.deepCopy();
        copy.remove("@context");
        copy.path("verificationMethod").forEach(method -> ((ObjectNode) method).remove("type"));
        return copy;
    }
}

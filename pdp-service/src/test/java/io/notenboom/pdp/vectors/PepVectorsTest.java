// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.pep.ClaimSource;
import io.notenboom.pdp.pep.Dialect;
import io.notenboom.pdp.pep.InMemoryPepStore;
import io.notenboom.pdp.pep.PepAuthentication;
import io.notenboom.pdp.pep.PepCredentials;
import io.notenboom.pdp.pep.PepInput;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.pep.PepRegistration;
import io.notenboom.pdp.pep.Reading;
import io.notenboom.pdp.pep.dialect.ForwardedCall;
import io.notenboom.pdp.pep.dialect.OpaInput;
import io.notenboom.pdp.request.BodyMode;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RawRequest;
import io.notenboom.pdp.request.RequestGrammar;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The 31 cases of what enforcement points send; all but what a proxy has to do are read here. */
class PepVectorsTest {

    /** What the proxy forwards is the proxy's business; it compares the hash that RequestHash tells of. */
    private static final Set<String> OF_THE_PROXY = Set.of("p20");

    private static Stream<JsonNode> vectors() throws IOException {
        return RequestVectorsTest.stream(
                VectorFile.read("own/fhir-target", "pep-cases.json").path("cases"));
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        return vectors()
                .filter(vector -> !OF_THE_PROXY.contains(vector.path("id").asText()))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + " " + vector.path("title").asText(), () -> check(vector)));
    }

    @Test
    void everyCaseIsCounted() throws IOException {
        Set<String> ids = new HashSet<>();
        vectors().forEach(vector -> ids.add(vector.path("id").asText()));
        assertThat(ids).hasSize(31).containsAll(OF_THE_PROXY);
    }

    /** A call in another dialect than the registered one is read in no dialect. */
    @Test
    void theDialectIsNeverGuessed() throws IOException {
        vectors()
                .filter(vector -> !OF_THE_PROXY.contains(vector.path("id").asText()))
                .filter(vector -> vector.at("/expected/outcome").asText().equals("evaluate"))
                .forEach(vector -> {
                    for (Dialect dialect : Dialect.values()) {
                        if (dialect != dialect(vector)
                                && !sameShape(vector, dialect)
                                && read(vector, dialect, ClaimSource.INTROSPECTION) instanceof Reading.Asked asked) {
                            assertThat(asked.request().target())
                                    .as("%s as %s", vector.path("id"), dialect)
                                    .isNotEqualTo(vector.at("/expected/target").asText());
                        }
                    }
                });
    }

    /** Kong's and Envoy's documents hold no member of another's; those of APISIX, nuts-pxp and nuts-knooppunt share one. */
    private static boolean sameShape(JsonNode vector, Dialect dialect) {
        Set<Dialect> plain = Set.of(Dialect.APISIX_OPA, Dialect.PXP, Dialect.KNOOPPUNT);
        return plain.contains(dialect) && plain.contains(dialect(vector));
    }

    private static void check(JsonNode vector) {
        JsonNode expected = vector.path("expected");
        if (Set.of("pep_not_authenticated", "wrong_tenant")
                .contains(expected.path("reason").asText())) {
            credentials(vector);
            return;
        }
        boolean supplied = expected.path("claimsFrom").asText().equals("userinfo")
                || vector.at("/pep/userinfo").asBoolean()
                || dialect(vector) == Dialect.KNOOPPUNT;
        Reading read = read(vector, dialect(vector), supplied ? ClaimSource.SUPPLIED : ClaimSource.INTROSPECTION);
        switch (read) {
            case Reading.Asked asked -> evaluated(asked, expected, supplied);
            case Reading.Refused refused -> {
                assertThat(expected.path("outcome").asText()).isEqualTo("refuse");
                assertThat(refused.reason().wireName())
                        .isEqualTo(expected.path("reason").asText());
            }
            case Reading.Ambiguous ambiguous ->
                assertThat(expected.path("reason").asText()).isEqualTo("bad_pep_request");
            case Reading.OtherDialect other -> throw new AssertionError("the call is in the registered dialect");
        }
    }

    private static Dialect dialect(JsonNode vector) {
        return CallCases.dialect(vector);
    }

    /** Who calls is found out before the dialect counts. */
    private static void credentials(JsonNode vector) {
        PepRegister register = new PepRegister(new InMemoryPepStore(), () -> Samples.NOW);
        register.put(pep("t1", dialect(vector), ClaimSource.INTROSPECTION));
        register.put(pep("t2", dialect(vector), ClaimSource.INTROSPECTION));
        boolean authenticated = vector.at("/pep/authenticated").asBoolean();
        String key = authenticated ? "key-" + vector.at("/pep/tenant").asText() : "no key";
        PepRegister.Shown shown = register.shown("t1", PepCredentials.ofKey(key));
        assertThat(shown)
                .isInstanceOf(authenticated ? PepRegister.Shown.Another.class : PepRegister.Shown.Nobody.class);
    }

    private static void evaluated(Reading.Asked asked, JsonNode expected, boolean supplied) {
        RawRequest request = asked.request();
        assertThat(expected.path("outcome").asText()).isEqualTo("evaluate");
        assertThat(request.method()).isEqualTo(expected.path("method").asText());
        assertThat(request.target()).isEqualTo(expected.path("target").asText());
        assertThat(request.values("Authorization")).hasSize(1);
        assertThat(asked.claims().isPresent()).isEqualTo(supplied);
        if (expected.has("clientId")) {
            assertThat(asked.claims().orElseThrow().path("client_id")).isEqualTo(expected.path("clientId"));
        }
        switch (expected.path("body").asText("")) {
            case "none" -> assertThat(request.body().present()).isFalse();
            case "truncated" -> {
                assertThat(request.body().present()).isTrue();
                assertThat(request.body().complete()).isFalse();
            }
            default -> {}
        }
    }

    private static Reading read(JsonNode vector, Dialect dialect, ClaimSource claims) {
        PepRegistration pep = pep("t1", dialect, claims);
        JsonNode document = vector.at("/http/json/input");
        return document.isMissingNode() ? call(vector).read(pep.input()) : OpaInput.read(pep, document);
    }

    private static PepRegistration pep(String id, Dialect dialect, ClaimSource claims) {
        return new PepRegistration(
                id,
                new PepAuthentication.Key(PepRegister.keyHash("key-" + id), null),
                new PepInput(
                        dialect,
                        dialect.claimsIn() == Dialect.ClaimsIn.NOWHERE ? ClaimSource.INTROSPECTION : claims,
                        null),
                new RequestGrammar(EndpointKind.FHIR, "/fhir", FhirVersion.STU3, BodyMode.FULL),
                "https://sender.example",
                new PepRegistration.Standing("a", "https://sender.example/oauth2/a", "seed/handoff-only"));
    }

    private static ForwardedCall call(JsonNode vector) {
        List<RawHeader> headers = new ArrayList<>();
        vector.at("/http/headers")
                .forEach(pair -> headers.add(
                        new RawHeader(pair.path(0).asText(), pair.path(1).asText())));
        byte[] body = vector.at("/http/body").asText("").getBytes(StandardCharsets.UTF_8);
        ForwardedCall.Line line = new ForwardedCall.Line(
                vector.at("/http/method").asText(), vector.at("/http/uri").asText());
        return new ForwardedCall(line, headers, RawBody.of(body), null);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.Vectors;
import io.notenboom.trust.credential.Credential;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.Party;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PresentationExchangeTest {

    private static final String TYPE = "{'path':['$.type'],'filter':{'type':'string','const':'%s'}}";

    private final Party issuer = Party.jwk();

    @Test
    void claimsFormatsAndPathsOfAMatch() throws Exception {
        PresentationDefinition definition = definition(
                null,
                descriptor("one", TYPE.formatted("A"), "{'id':'name','path':['$.credentialSubject[0].name']}"),
                descriptor(
                        "two",
                        TYPE.formatted("B"),
                        "{'id':'age','path':['$.credentialSubject[0].age'],'optional':true}"));
        List<UnverifiedCredential> wallet =
                List.of(credential("C", "{}"), credential("B", "{}"), credential("A", "{'name':'x'}"));
        MatchResult.Matched matched = matched(definition, wallet);
        assertThat(matched.presented()).containsExactly(1, 2);
        assertThat(matched.claims().get("name").asText()).isEqualTo("x");
        assertThat(matched.claims().get("age").isNull()).isTrue();
        PresentationSubmission submission = matched.submission("s");
        assertThat(submission.toJson().toString())
                .isEqualTo("{\"id\":\"s\",\"definition_id\":\"pd\",\"descriptor_map\":["
                        + "{\"id\":\"one\",\"format\":\"jwt_vc\",\"path\":\"$.verifiableCredential[1]\"},"
                        + "{\"id\":\"two\",\"format\":\"jwt_vc\",\"path\":\"$.verifiableCredential[0]\"}]}");
        PresentedCredentials presented = presented(true, List.of(wallet.get(1), wallet.get(2)));
        assertThat(PresentationExchange.verifySubmission(definition, submission, presented)
                        .claims())
                .isEqualTo(matched.claims());
        assertThat(PresentationSubmission.parse(submission.toJson().toString())).isEqualTo(submission);
    }

    @Test
    void firstCredentialThatFitsIsChosen() throws Exception {
        PresentationDefinition definition = definition(null, descriptor("one", TYPE.formatted("A")));
        List<UnverifiedCredential> wallet =
                List.of(credential("B", "{}"), credential("A", "{}"), credential("A", "{'x':1}"));
        assertThat(matched(definition, wallet).presented()).containsExactly(1);
    }

    @Test
    void missingNamesDescriptorFieldAndReason() throws Exception {
        PresentationDefinition definition = definition(
                null,
                descriptor("one", TYPE.formatted("A"), "{'id':'name','path':['$.credentialSubject[0].name']}"),
                descriptor("two", TYPE.formatted("Z")));
        MatchResult result =
                PresentationExchange.match(definition, List.of(credential("B", "{}"), credential("A", "{}")));
        assertThat(result).isInstanceOfSatisfying(MatchResult.Missing.class, missing -> {
            assertThat(missing.gaps())
                    .containsExactly(
                            new MatchResult.DescriptorGap("one", 1, "name", MatchResult.Mismatch.ABSENT),
                            new MatchResult.DescriptorGap("two", 0, "$.type", MatchResult.Mismatch.OTHER_VALUE));
            assertThat(missing.gaps().getFirst().describe()).contains("'one'").contains("'name'");
        });
        assertThat(PresentationExchange.match(definition, List.of()))
                .isInstanceOfSatisfying(MatchResult.Missing.class, missing -> assertThat(
                                missing.gaps().getFirst().mismatch())
                        .isEqualTo(MatchResult.Mismatch.NO_CREDENTIAL));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'string'} | {'v':'x'} | \"x\"",
                "{'type':'string','const':'x'} | {'v':'x'} | \"x\"",
                "{'type':'string','const':'x'} | {'v':'y'} | OTHER_VALUE",
                "{'type':'string','enum':['x','y']} | {'v':'y'} | \"y\"",
                "{'type':'string','enum':['x','y']} | {'v':'z'} | NOT_IN_LIST",
                "{'type':'string'} | {'v':5} | OTHER_TYPE",
                "{'type':'string'} | {'v':{'a':'x'}} | OTHER_TYPE",
                "{'type':'number'} | {'v':5} | 5",
                "{'type':'number','const':5} | {'v':5.0} | 5",
                "{'type':'number','const':5} | {'v':6} | OTHER_VALUE",
                "{'type':'number'} | {'v':'5'} | OTHER_TYPE",
                "{'type':'boolean','const':true} | {'v':true} | true",
                "{'type':'boolean','const':true} | {'v':false} | OTHER_VALUE",
                "{'type':'string','pattern':'^([A-Z])[a-z]+stad$'} | {'v':'Voorbeeldstad'} | \"V\"",
                "{'type':'string','pattern':'[a-z]+'} | {'v':'Huis 5'} | \"uis\"",
                "{'type':'string','pattern':'^x$'} | {'v':'xy'} | PATTERN",
                "{'type':'string','pattern':'^x$'} | {'v':['a','x']} | [\"a\",\"x\"]",
                "{'type':'string','pattern':'^x$'} | {'v':['a','b']} | PATTERN",
                "{'type':'string','const':'x'} | {'v':['a',5,'x']} | [\"a\",5,\"x\"]",
                "{'type':'string'} | {'v':[]} | OTHER_TYPE",
                "{'type':'string'} | {'v':[['x']]} | OTHER_TYPE",
                "{'type':'string'} | {'v':null} | ABSENT"
            })
    void filters(String filter, String claims, String expected) throws Exception {
        PresentationDefinition definition = definition(
                null, descriptor("d", "{'id':'v','path':['$.credentialSubject[0].v'],'filter':%s}".formatted(filter)));
        switch (PresentationExchange.match(definition, List.of(credential("A", claims)))) {
            case MatchResult.Matched matched ->
                assertThat(matched.claims().get("v")).hasToString(expected);
            case MatchResult.Missing missing ->
                assertThat(missing.gaps().getFirst().mismatch().name()).isEqualTo(expected);
        }
    }

    @Test
    void laterPathCountsWhenAnEarlierOneFails() throws Exception {
        PresentationDefinition definition = definition(
                null,
                descriptor(
                        "d",
                        "{'id':'v','path':['$.credentialSubject[0].a','$.credentialSubject[0].b'],"
                                + "'filter':{'type':'string','const':'x'}}"));
        assertThat(matched(definition, List.of(credential("A", "{'a':'y','b':'x'}")))
                        .claims()
                        .get("v")
                        .asText())
                .isEqualTo("x");
    }

    @Test
    void optionalFieldThatIsThereMustPass() throws Exception {
        PresentationDefinition definition = definition(
                null,
                descriptor(
                        "d",
                        "{'id':'v','optional':true,'path':['$.credentialSubject[0].v'],"
                                + "'filter':{'type':'string','const':'x'}}"));
        assertThat(matched(definition, List.of(credential("A", "{}")))
                        .claims()
                        .get("v")
                        .isNull())
                .isTrue();
        assertThat(PresentationExchange.match(definition, List.of(credential("A", "{'v':'y'}"))))
                .isInstanceOf(MatchResult.Missing.class);
    }

    @Test
    void formats() throws Exception {
        UnverifiedCredential jwt = credential("A", "{}");
        UnverifiedCredential selfAttested = selfAttested();
        assertThat(accepts("{'jwt_vc':{'alg':['ES256']}}", jwt)).isTrue();
        assertThat(accepts("{'jwt_vc':{'alg':['PS256']}}", jwt)).isFalse();
        assertThat(accepts("{'jwt_vc':{}}", jwt)).isTrue();
        assertThat(accepts("{'ldp_vc':{'proof_type':['JsonWebSignature2020']}}", jwt))
                .isFalse();
        assertThat(accepts("{'ldp_vc':{'proof_type':['JsonWebSignature2020']}}", selfAttested))
                .isTrue();
        assertThat(accepts("{'jwt_vc':{'alg':['ES256']}}", selfAttested)).isFalse();
        assertThat(accepts(null, selfAttested)).isTrue();
    }

    @Test
    void submissionRequirements() throws Exception {
        String[] descriptors = {
            descriptor("a", TYPE.formatted("A")).replace("'id':'a'", "'id':'a','group':['G']"),
            descriptor("b", TYPE.formatted("B")).replace("'id':'b'", "'id':'b','group':['G']"),
            descriptor("c", TYPE.formatted("C")).replace("'id':'c'", "'id':'c','group':['H']")
        };
        List<UnverifiedCredential> ab = List.of(credential("A", "{}"), credential("B", "{}"));
        assertThat(chosen("{'rule':'all','from':'G'},{'rule':'pick','min':0,'from':'H'}", descriptors, ab))
                .isEqualTo("ab");
        assertThat(chosen("{'rule':'pick','count':1,'from':'G'},{'rule':'pick','min':0,'from':'H'}", descriptors, ab))
                .isEqualTo("a");
        assertThat(chosen(
                        "{'rule':'pick','min':1,'max':1,'from':'G'},{'rule':'pick','min':0,'from':'H'}",
                        descriptors,
                        ab))
                .isEqualTo("a");
        assertThat(chosen("{'rule':'pick','min':1,'from':'G'},{'rule':'pick','min':0,'from':'H'}", descriptors, ab))
                .isEqualTo("ab");
        assertThat(chosen("{'rule':'all','from':'G'},{'rule':'all','from':'H'}", descriptors, ab))
                .isEqualTo("missing");
        assertThat(chosen("{'rule':'pick','count':3,'from':'G'},{'rule':'pick','min':0,'from':'H'}", descriptors, ab))
                .isEqualTo("missing");
        String nested = "{'rule':'pick','count':1,'from_nested':[{'rule':'all','from':'H'},{'rule':'all','from':'G'}]}";
        assertThat(chosen(nested, descriptors, ab)).isEqualTo("ab");
        assertThat(chosen(nested.replace("pick','count':1", "all'").replace("all''", "all'"), descriptors, ab))
                .isEqualTo("missing");
    }

    @Test
    void submissionForAnotherDefinitionDescriptorOrCredential() throws Exception {
        PresentationDefinition definition = definition(null, descriptor("one", TYPE.formatted("A")));
        List<UnverifiedCredential> credentials = List.of(credential("A", "{}"), credential("A", "{'x':1}"));
        assertSubmissionRefused(
                definition,
                submission("other", "one", "jwt_vc", "$.verifiableCredential[0]"),
                credentials,
                SubmissionRefusedException.Reason.OTHER_DEFINITION);
        assertSubmissionRefused(
                definition,
                submission("pd", "two", "jwt_vc", "$.verifiableCredential[0]"),
                credentials,
                SubmissionRefusedException.Reason.DESCRIPTORS);
        assertSubmissionRefused(
                definition,
                submission("pd", "one", "jwt_vc", "$.verifiableCredential[1]"),
                credentials,
                SubmissionRefusedException.Reason.OTHER_CREDENTIAL);
        assertSubmissionRefused(
                definition,
                submission("pd", "one", "ldp_vc", "$.verifiableCredential[0]"),
                credentials,
                SubmissionRefusedException.Reason.FORMAT);
        for (String path : List.of("$.verifiableCredential[2]", "$.verifiableCredential", "$", "$.vc[0]", "$[0]")) {
            assertSubmissionRefused(
                    definition,
                    submission("pd", "one", "jwt_vc", path),
                    credentials,
                    SubmissionRefusedException.Reason.PATH);
        }
        assertSubmissionRefused(
                definition,
                submission("pd", "one", "jwt_vc", "$.verifiableCredential[0]"),
                List.of(credential("B", "{}")),
                SubmissionRefusedException.Reason.NOT_FULFILLED);
    }

    @Test
    void singleCredentialNeedsThePlainPath() throws Exception {
        PresentationDefinition definition = definition(null, descriptor("one", TYPE.formatted("A")));
        PresentedCredentials single = presented(false, List.of(credential("A", "{}")));
        assertThat(PresentationExchange.verifySubmission(
                                definition, submission("pd", "one", "jwt_vc", "$.verifiableCredential"), single)
                        .matches())
                .hasSize(1);
        assertThatExceptionOfType(SubmissionRefusedException.class)
                .isThrownBy(() -> PresentationExchange.verifySubmission(
                        definition, submission("pd", "one", "jwt_vc", "$.verifiableCredential[0]"), single));
    }

    @TestFactory
    Stream<DynamicTest> web5Submissions() throws IOException {
        return web5("validate_submission.json")
                .map(vector ->
                        DynamicTest.dynamicTest(vector.path("description").asText(), () -> {
                            boolean refused;
                            try {
                                refused = PresentationSubmission.parse(vector.path("input")
                                                .path("presentationSubmission")
                                                .toString())
                                        .descriptorMap()
                                        .isEmpty();
                            } catch (SubmissionRefusedException malformed) {
                                refused = true;
                            }
                            assertThat(refused).isEqualTo(vector.path("errors").asBoolean());
                        }));
    }

    /** The vectors look at paths of the raw JWT and use array filters, which Nuts nodes have not; those are left out. */
    @TestFactory
    Stream<DynamicTest> web5Selection() throws IOException {
        return web5("select_credentials.json")
                .filter(vector -> !vector.toString().contains("\"contains\"")
                        && !vector.path("description").asText().endsWith("multiple fields"))
                .map(vector ->
                        DynamicTest.dynamicTest(vector.path("description").asText(), () -> select(vector)));
    }

    private static void select(JsonNode vector) throws CredentialRefusedException {
        String text = vector.path("input").path("presentationDefinition").toString();
        PresentationDefinition definition =
                PresentationDefinition.parse(text.replace("$.credentialSubject.", "$.credentialSubject[0]."));
        List<Credential> credentials = new ArrayList<>();
        for (JsonNode jwt : vector.path("input").path("credentialJwts")) {
            credentials.add(UnverifiedCredential.parse(jwt));
        }
        int expected = vector.path("output").path("selectedCredentials").size();
        switch (PresentationExchange.match(definition, credentials)) {
            case MatchResult.Matched matched -> {
                List<JsonNode> selected = matched.presented().stream()
                        .map(index -> credentials.get(index).original())
                        .toList();
                assertThat(vector.path("output").path("selectedCredentials")).containsAll(selected);
                assertThat(expected).isPositive();
            }
            case MatchResult.Missing _ -> assertThat(expected).isZero();
        }
    }

    private static Stream<JsonNode> web5(String file) throws IOException {
        List<JsonNode> vectors = new ArrayList<>();
        new JsonMapper()
                .readTree(Vectors.require("web5-spec")
                        .resolve("presentation_exchange")
                        .resolve(file)
                        .toFile())
                .path("vectors")
                .forEach(vectors::add);
        return vectors.stream();
    }

    private boolean accepts(String format, UnverifiedCredential credential) {
        PresentationDefinition definition = definition(format, descriptor("d", "{'path':['$.type']}"));
        return PresentationExchange.match(definition, List.of(credential)) instanceof MatchResult.Matched;
    }

    private static String chosen(String requirements, String[] descriptors, List<UnverifiedCredential> credentials) {
        String json = "{'id':'pd','submission_requirements':[%s],'input_descriptors':[%s]}"
                .formatted(requirements, String.join(",", descriptors));
        PresentationDefinition definition = PresentationDefinition.parse(json.replace('\'', '"'));
        return switch (PresentationExchange.match(definition, credentials)) {
            case MatchResult.Matched matched ->
                String.join(
                        "",
                        matched.matches().stream()
                                .map(MatchResult.DescriptorMatch::descriptorId)
                                .toList());
            case MatchResult.Missing _ -> "missing";
        };
    }

    private static void assertSubmissionRefused(
            PresentationDefinition definition,
            PresentationSubmission submission,
            List<UnverifiedCredential> credentials,
            SubmissionRefusedException.Reason reason) {
        assertThatExceptionOfType(SubmissionRefusedException.class)
                .isThrownBy(() ->
                        PresentationExchange.verifySubmission(definition, submission, presented(true, credentials)))
                .extracting(SubmissionRefusedException::reason)
                .isEqualTo(reason);
    }

    private static PresentationSubmission submission(String definitionId, String id, String format, String path) {
        return new PresentationSubmission(
                "s", definitionId, List.of(new PresentationSubmission.Entry(id, format, path, null)));
    }

    private static PresentedCredentials presented(boolean array, List<UnverifiedCredential> credentials) {
        return new PresentedCredentials(false, List.of(new PresentedCredentials.Presented(array, credentials)));
    }

    private static MatchResult.Matched matched(PresentationDefinition definition, List<UnverifiedCredential> wallet) {
        return switch (PresentationExchange.match(definition, wallet)) {
            case MatchResult.Matched matched -> matched;
            case MatchResult.Missing missing -> throw new AssertionError(missing.gaps());
        };
    }

    private static PresentationDefinition definition(String format, String... descriptors) {
        String json = "{'id':'pd',%s'input_descriptors':[%s]}"
                .formatted(format == null ? "" : "'format':" + format + ",", String.join(",", descriptors));
        return PresentationDefinition.parse(json.replace('\'', '"'));
    }

    private static String descriptor(String id, String... fields) {
        return "{'id':'%s','constraints':{'fields':[%s]}}".formatted(id, String.join(",", fields));
    }

    private UnverifiedCredential credential(String type, String claims) throws CredentialRefusedException {
        ObjectNode payload = StrictJson.newObject()
                .put("iss", issuer.did().value())
                .put("sub", issuer.did().value())
                .put("nbf", 1);
        ObjectNode vc = payload.putObject("vc");
        vc.putArray("type").add(type).add("VerifiableCredential");
        vc.set("credentialSubject", StrictJson.parseObject(claims.replace('\'', '"'), 10_000));
        return UnverifiedCredential.parse(
                Jws.sign(Map.of(), StrictJson.write(payload), issuer.signer()).serialized());
    }

    private UnverifiedCredential selfAttested() throws CredentialRefusedException {
        ObjectNode json = StrictJson.newObject()
                .put("type", "VerifiableCredential")
                .put("issuer", issuer.did().value())
                .put("issuanceDate", "2026-11-21T10:00:00Z");
        json.putObject("credentialSubject").put("id", issuer.did().value());
        return UnverifiedCredential.parse(json);
    }
}

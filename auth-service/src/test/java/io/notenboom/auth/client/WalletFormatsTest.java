// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.introspection.IntrospectionAnswer;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.presentation.UnverifiedPresentation;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In which form the wallet presents, from its choice to the token that the server gives for it. */
class WalletFormatsTest {

    private static final String EMPLOYEE_ONLY = """
            {"care":{"organization":{"id":"pd_employee",%s"input_descriptors":[
              {"id":"employee","constraints":{"fields":[
                {"path":["$.type"],"filter":{"type":"string","const":"NutsEmployeeCredential"}},
                {"id":"employee_name","path":["$.credentialSubject.name"],"filter":{"type":"string"}}]}}]}}}
            """;
    private static final String LINKED_DATA = "\"format\":{\"ldp_vp\":{\"proof_type\":[\"JsonWebSignature2020\"]},"
            + "\"ldp_vc\":{\"proof_type\":[\"JsonWebSignature2020\"]}},";

    private final TestNode node = new TestNode();
    private Did holder = new Did("did:web:unset.example");

    @BeforeEach
    void createSubjects() {
        Did unused = node.subject("a");
        assertThat(unused.method()).isEqualTo("web");
        holder = node.subject("b");
    }

    @Test
    @DisplayName("wallet: JSON-LD presentation for definitions that want only that")
    void presentsLinkedDataWhenTheDefinitionWantsOnlyThat() {
        node.policy(EMPLOYEE_ONLY.formatted(LINKED_DATA));

        WalletTokenOutcome.Got got = (WalletTokenOutcome.Got) node.accessTokens.get(request("Anna"));

        String assertion = node.lastForm.get().get("assertion");
        assertThat(assertion).startsWith("{");
        assertThat(node.lastForm.get().get("presentation_submission")).contains("\"path\":\"$.verifiableCredential\"");
        JsonNode shown = IntrospectionAnswer.nutsExtended(
                node.introspection.active(got.token().token()).orElseThrow());
        assertThat(shown.path("vps").path(0).path("holder").asText()).isEqualTo(holder.value());
        assertThat(shown.path("employee_name").asText()).isEqualTo("Anna");
    }

    @Test
    void presentsAJwtWhereBothArePossible() throws Exception {
        node.policy(EMPLOYEE_ONLY.formatted(""));

        assertThat(node.accessTokens.get(request("Anna"))).isInstanceOf(WalletTokenOutcome.Got.class);

        assertThat(UnverifiedPresentation.parse(node.lastForm.get().get("assertion")))
                .isInstanceOf(UnverifiedPresentation.Jwt.class);
        assertThat(node.lastForm.get().get("presentation_submission"))
                .contains("\"path\":\"$.verifiableCredential[0]\"");
    }

    @Test
    void presentsLinkedDataToAServerThatAcceptsNothingElse() {
        node.policy(EMPLOYEE_ONLY.formatted(""));
        node.formats = Set.of("ldp_vp", "ldp_vc");

        assertThat(node.accessTokens.get(request("Anna"))).isInstanceOf(WalletTokenOutcome.Got.class);
        assertThat(node.lastForm.get().get("assertion")).startsWith("{");
    }

    @Test
    @DisplayName("wallet: filters by format")
    void saysThatNoFormFits() {
        node.policy(EMPLOYEE_ONLY.formatted(LINKED_DATA));
        node.formats = Set.of("jwt_vp", "jwt_vc");

        assertThat(node.accessTokens.get(request("Anna")))
                .isInstanceOfSatisfying(
                        WalletTokenOutcome.NotAvailable.class,
                        none -> assertThat(none.detail()).contains("jwt_vp").contains("ldp_vp"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'path':['$..*']}",
                "{'path':['$[?(@.a)]']}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'(?=a)b'}}",
                "{'path':['$.a'],'filter':{'type':'string','pattern':'LONG'}}",
                "{'path':['$.a'],'predicate2':1}"
            })
    @DisplayName("remote definitions get the same limits")
    void aHostileDefinitionOfAServerIsRefused(String field) {
        node.policy(EMPLOYEE_ONLY.formatted(""));
        String definition =
                "{'id':'pd','input_descriptors':[{'id':'employee','constraints':{'fields':[%s]}}]}".formatted(field);
        node.hostileDefinition = StrictJson.parseObject(
                definition.replace("LONG", "a".repeat(513)).replace('\'', '"'), 10_000);

        assertThat(node.accessTokens.get(request("Anna")))
                .isInstanceOfSatisfying(WalletTokenOutcome.RemoteFailed.class, failed -> assertThat(failed.reason())
                        .isEqualTo(RemoteServerException.Reason.INVALID_ANSWER));
        assertThat(node.lastForm.get()).isEmpty();
    }

    @Test
    void refusesAMemberThatNoContextDefinesInsteadOfSigningAroundIt() {
        node.policy(EMPLOYEE_ONLY.formatted(LINKED_DATA));
        ObjectNode credential = employee("Anna");
        credential.withObject("credentialSubject").put("made:up", "x");

        assertThat(node.accessTokens.get(request(credential)))
                .isInstanceOfSatisfying(WalletTokenOutcome.WrongRequest.class, wrong -> assertThat(wrong.detail())
                        .contains("JSON-LD"));
    }

    @Test
    void namesTheTypeOfTheMissingCredential() {
        node.policy(EMPLOYEE_ONLY.formatted(""));
        WalletTokenRequest nothing = new WalletTokenRequest(
                new SubjectId("b"), server(), "care", List.of(), Map.of(), new WalletTokenRequest.Options(true, true));

        assertThat(node.accessTokens.get(nothing))
                .isInstanceOfSatisfying(WalletTokenOutcome.NotAvailable.class, none -> assertThat(none.detail())
                        .contains("NutsEmployeeCredential")
                        .contains("'employee'"));
    }

    @Test
    void aSelectionHasToLeaveOneCredential() {
        node.policy(
                EMPLOYEE_ONLY
                        .formatted("")
                        .replace(
                                "\"filter\":{\"type\":\"string\"}}]",
                                "\"filter\":{\"type\":\"string\"}},"
                                        + "{\"id\":\"employee_role\",\"path\":[\"$.credentialSubject.roleName\"],\"filter\":{\"type\":\"string\"}}]"));
        List<ObjectNode> two = List.of(withRole("Anna", "Arts"), withRole("Anna", "Verpleegkundige"));

        assertThat(node.accessTokens.get(selecting(two, Map.of("employee_name", "Anna"))))
                .isInstanceOfSatisfying(WalletTokenOutcome.NotAvailable.class, none -> assertThat(none.detail())
                        .contains("more than one"));
        assertThat(node.accessTokens.get(selecting(two, Map.of("employee_role", "Verpleegkundige"))))
                .isInstanceOfSatisfying(WalletTokenOutcome.Got.class, got -> assertThat(node.introspection
                                .active(got.token().token())
                                .orElseThrow()
                                .evidence()
                                .claims()
                                .get("employee_role")
                                .asText())
                        .isEqualTo("Verpleegkundige"));
    }

    @Test
    void tellsTheErrorCodeOfTheServerAndNothingElseOfItsAnswer() {
        WalletTokenRequest unknown = new WalletTokenRequest(
                new SubjectId("b"),
                server(),
                "nowhere",
                List.of(),
                Map.of(),
                new WalletTokenRequest.Options(true, true));

        assertThat(node.accessTokens.get(unknown))
                .isInstanceOfSatisfying(WalletTokenOutcome.RemoteFailed.class, failed -> {
                    assertThat(failed.reason()).isEqualTo(RemoteServerException.Reason.REFUSED);
                    assertThat(failed.detail()).contains("invalid_scope");
                });
        assertThat(new RemoteServerException(RemoteServerException.Reason.REFUSED, "token request", "<script>")
                        .describe())
                .doesNotContain("script");
    }

    private static ObjectNode withRole(String name, String role) {
        ObjectNode credential = employee(name);
        credential.withObject("credentialSubject").put("roleName", role);
        return credential;
    }

    private static ObjectNode employee(String name) {
        ObjectNode credential = StrictJson.newObject();
        credential.putArray("type").add("VerifiableCredential").add("NutsEmployeeCredential");
        credential.putObject("credentialSubject").put("name", name);
        return credential;
    }

    private static WalletTokenRequest request(String name) {
        return request(employee(name));
    }

    private static WalletTokenRequest request(ObjectNode credential) {
        return selecting(List.of(credential), Map.of());
    }

    private static WalletTokenRequest selecting(List<ObjectNode> credentials, Map<String, String> selection) {
        return new WalletTokenRequest(
                new SubjectId("b"),
                server(),
                "care",
                credentials,
                selection,
                new WalletTokenRequest.Options(true, true));
    }

    private static URI server() {
        return URI.create("https://node.example:8443/oauth2/a");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.credential;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowRules;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.Samples;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CredentialImportTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CUSTODIAN = "did:nuts:custodian";
    private static final String ACTOR = "did:nuts:actor";

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    private static JsonNode credential(String id, String issuer, String more, String resources) {
        return json("""
                {"id":"%s","type":["VerifiableCredential","NutsAuthorizationCredential"],"issuer":"%s",
                 "issuanceDate":"2026-02-01T12:00:00Z"%s,
                 "credentialSubject":{"id":"%s","purposeOfUse":"eOverdracht-receiver","resources":[%s]}}""".formatted(id, issuer, more, ACTOR, resources));
    }

    private static JsonNode taskCredential(String id, String task) {
        return credential(
                id,
                CUSTODIAN,
                ",\"expirationDate\":\"2027-02-01T12:00:00Z\"",
                "{\"path\":\"/task/" + task + "\",\"operations\":[\"read\",\"update\"],\"userContext\":false}");
    }

    private static JsonNode dataCredential(String id) {
        return credential(id, CUSTODIAN, ",\"expirationDate\":\"2026-03-06T12:00:00+01:00\"", """
                {"path":"/composition/2","operations":["read","document"],"userContext":true,"assuranceLevel":"substantial"},
                {"path":"/nutritionorder/9","operations":["read"],"userContext":true}""");
    }

    private static Optional<JsonNode> task(ResourceId id) {
        return id.id().equals("gone") ? Optional.empty() : Optional.of(json("""
                        {"resourceType":"Task","id":"%s","status":"in-progress","input":[
                         {"type":{"coding":[{"system":"http://snomed.info/sct","code":"371535009"}]},
                          "valueReference":{"reference":"Composition/2"}}]}""".formatted(id.id())));
    }

    private static CredentialImport.Result imported(Map<String, String> taskOf, JsonNode... credentials) {
        CredentialImport.Request request = new CredentialImport.Request(
                new FlowHeader("", 1, "a", Role.SENDER, "bolt/handoff-only", "t"),
                "https://sender.example/fhir",
                FhirVersion.STU3,
                Set.of(CUSTODIAN),
                taskOf);
        return new CredentialImport(request, CredentialImportTest::task).of(List.of(credentials), Samples.NOW);
    }

    @Test
    void theRightsToTaskAndDataBecomeOneFlow() {
        CredentialImport.Result result = imported(Map.of(), dataCredential("vc-2"), taskCredential("vc-1", "7"));
        assertThat(result.refused()).isEmpty();
        Flow flow = result.flows().getFirst();
        FlowRules.check(flow);
        assertThat(flow.task().reference()).isEqualTo("Task/7");
        assertThat(flow.task().state()).isEqualTo(TaskState.IN_PROGRESS);
        assertThat(flow.task().operations()).containsExactlyInAnyOrder(Interaction.READ, Interaction.UPDATE);
        assertThat(flow.task().remainderHash()).isNotEmpty();
        assertThat(flow.grants().compositions()).singleElement().satisfies(grant -> {
            assertThat(grant.kind()).isEqualTo(CompositionKind.NURSING_HANDOFF);
            assertThat(grant.user()).isEqualTo(UserRequirement.SUBSTANTIAL);
            assertThat(grant.operations()).containsExactlyInAnyOrder(Interaction.READ, Interaction.DOCUMENT);
        });
        assertThat(flow.grants().resources()).singleElement().satisfies(grant -> {
            assertThat(grant.reference()).as("types get their case here").isEqualTo("NutritionOrder/9");
            assertThat(grant.user()).isEqualTo(UserRequirement.LOW);
            assertThat(grant.via()).containsExactly("Composition/2");
        });
        assertThat(flow.validity().dataExpires()).isEqualTo(Instant.parse("2026-03-06T11:00:00Z"));
        assertThat(flow.validity().taskExpires()).isEqualTo(Instant.parse("2027-02-01T12:00:00Z"));
        assertThat(result.used().get(flow.id())).containsExactly("vc-2", "vc-1");
        assertThat(imported(Map.of(), taskCredential("vc-1", "7"), dataCredential("vc-2"))
                        .flows()
                        .getFirst()
                        .id())
                .as("imported again")
                .isEqualTo(flow.id());
    }

    @Test
    void ofSeveralTasksTheRequestSaysWhichTheDataBelongTo() {
        JsonNode[] credentials = {taskCredential("vc-1", "7"), taskCredential("vc-3", "8"), dataCredential("vc-2")};
        CredentialImport.Result unclear = imported(Map.of(), credentials);
        assertThat(unclear.flows()).hasSize(2);
        assertThat(unclear.refused()).singleElement().satisfies(refused -> {
            assertThat(refused.id()).isEqualTo("vc-2");
            assertThat(refused.reasons().getFirst()).contains("taskOf").contains("7, 8");
        });
        CredentialImport.Result clear = imported(Map.of("vc-2", "8"), credentials);
        assertThat(clear.refused()).isEmpty();
        assertThat(clear.flows())
                .filteredOn(flow -> flow.task().id().equals("8"))
                .singleElement()
                .satisfies(flow -> assertThat(flow.grants().compositions()).hasSize(1));
    }

    private static List<String> reasons(JsonNode credential) {
        CredentialImport.Result result = imported(Map.of(), credential);
        assertThat(result.flows()).isEmpty();
        assertThat(result.refused()).hasSize(1);
        return result.refused().getFirst().reasons();
    }

    @Test
    void whatCannotBeUsedIsRefusedWithEveryReason() {
        String read = "{\"path\":\"/task/7\",\"operations\":[\"read\"]}";
        assertThat(reasons(credential("vc", CUSTODIAN, ",\"expirationDate\":\"2026-02-02T12:00:00Z\"", "")))
                .hasSize(2)
                .anySatisfy(reason -> assertThat(reason).contains("expirationDate"))
                .anySatisfy(reason -> assertThat(reason).contains("none means nothing"));
        assertThat(reasons(credential("vc", "did:nuts:other", "", read)).getFirst())
                .contains("formerDids");
        assertThat(reasons(credential("vc", CUSTODIAN, "", "{\"path\":\"/task/7/x\",\"operations\":[\"read\"]}")))
                .singleElement()
                .asString()
                .contains("/Type/id");
        assertThat(reasons(credential("vc", CUSTODIAN, "", "{\"path\":\"/patient/7\",\"operations\":[\"search\"]}")))
                .hasSize(2);
        assertThat(reasons(credential("vc", CUSTODIAN, "", "{\"path\":\"/patient/7\",\"operations\":[\"update\"]}")))
                .isNotEmpty();
        assertThat(reasons(dataCredential("vc")).getFirst()).contains("for a Task");
        assertThat(reasons(taskCredential("vc", "gone")).getFirst()).contains("not on the FHIR server");
        assertThat(reasons(json("{\"type\":\"NutsAuthorizationCredential\"}"))).hasSizeGreaterThan(4);
    }
}

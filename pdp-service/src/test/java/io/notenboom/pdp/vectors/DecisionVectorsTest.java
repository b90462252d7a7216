// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.decision.CheckReport;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The 231 decision cases and the 6 sequences. */
class DecisionVectorsTest {

    /** The one excluded case that is permitted: without the option its request is an ordinary Task update. */
    private static final String IF_MATCH = "e159";

    private static final Map<String, String> EXCLUDED = excluded();

    private static Map<String, String> excluded() {
        Map<String, String> excluded = new TreeMap<>();
        for (int number : new int[] {207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 220, 222, 223, 224}) {
            excluded.put("e" + number, "narrow scopes are not decided: denied");
        }
        excluded.put("e025", "a client id alone identifies nobody: on a foreign host it is the client's own statement");
        excluded.put("e026", "a client id alone identifies nobody: on a foreign host it is the client's own statement");
        excluded.put("e132", "a receiver may cancel nowhere: no such option of a customer");
        excluded.put("e158", "an enforcement point without bodies never updates: no bodyCheckedBy option");
        excluded.put(IF_MATCH, "If-Match is not demanded: no such option of a customer");
        excluded.put("e197", "TA-NP notifications are not served");
        excluded.put("e198", "TA-NP notifications are not served");
        excluded.put("e230", "XML updates are not read");
        excluded.put("e231", "XML updates are not read");
        return excluded;
    }

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        DecisionFixture fixture = new DecisionFixture(VectorFile.read("own/eoverdracht", "decisions.json"));
        return RequestVectorsTest.stream(fixture.file().path("cases"))
                .filter(vector -> !EXCLUDED.containsKey(vector.path("id").asText()))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + " " + vector.path("title").asText(),
                        () -> check(vector, fixture.decide(vector))));
    }

    /** What is not built never permits more than the vectors do. */
    @TestFactory
    Stream<DynamicTest> excludedCasesStayClosed() throws IOException {
        DecisionFixture fixture = new DecisionFixture(VectorFile.read("own/eoverdracht", "decisions.json"));
        return RequestVectorsTest.stream(fixture.file().path("cases"))
                .filter(vector -> EXCLUDED.containsKey(vector.path("id").asText())
                        && !vector.path("id").asText().equals(IF_MATCH))
                .map(vector ->
                        DynamicTest.dynamicTest(vector.path("id").asText(), () -> assertThat(fixture.decide(vector))
                                .isInstanceOf(Decision.Deny.class)));
    }

    /** An option that does not exist changes nothing: the update is permitted and has to be confirmed. */
    @Test
    void theOptionToDemandIfMatchDoesNotExist() throws IOException {
        DecisionFixture fixture = new DecisionFixture(VectorFile.read("own/eoverdracht", "decisions.json"));
        JsonNode vector = RequestVectorsTest.stream(fixture.file().path("cases"))
                .filter(one -> one.path("id").asText().equals(IF_MATCH))
                .findFirst()
                .orElseThrow();
        ObjectNode without = vector.deepCopy();
        assertThat(without.remove("tenantOptions")).isEqualTo(VectorFile.JSON.readTree("{\"requireIfMatch\":true}"));
        assertThat(fixture.decide(vector)).isEqualTo(fixture.decide(without));
        assertThat(fixture.decide(vector))
                .isInstanceOfSatisfying(Decision.Permit.class, permit -> assertThat(permit.step())
                        .isPresent());
    }

    @Test
    void exclusionsAreCounted() throws IOException {
        Set<String> ids = new HashSet<>();
        VectorFile.read("own/eoverdracht", "decisions.json")
                .path("cases")
                .forEach(vector -> ids.add(vector.path("id").asText()));
        assertThat(ids).hasSize(231).containsAll(EXCLUDED.keySet());
        assertThat(EXCLUDED).hasSize(25);
    }

    /** What a client sees does not tell a resource of somebody else from one that does not exist. */
    @Test
    void unknownAndForeignLookTheSame() {
        assertThat(Reason.CLIENT_NOT_RECEIVER.publicCode()).isEqualTo(Reason.NOT_IN_FLOW.publicCode());
        assertThat(Reason.CLIENT_NOT_RECEIVER.status()).isEqualTo(Reason.NOT_IN_FLOW.status());
    }

    @TestFactory
    Stream<DynamicTest> sequences() throws IOException {
        DecisionFixture fixture = new DecisionFixture(VectorFile.read("own/eoverdracht", "decisions.json"));
        return RequestVectorsTest.stream(fixture.file().path("sequences"))
                .map(sequence -> DynamicTest.dynamicTest(
                        sequence.path("id").asText() + " "
                                + sequence.path("title").asText(),
                        () -> new SequenceRun(fixture, sequence).run()));
    }

    private static void check(JsonNode vector, Decision decision) {
        JsonNode expected = vector.path("expect");
        String context = decision.toString();
        switch (decision) {
            case Decision.Permit permit -> {
                assertThat(expected.path("decision").asText()).as(context).isEqualTo("permit");
                assertThat(permit.basis().wireName())
                        .isEqualTo(expected.path("reason").asText());
                if (expected.has("flow")) {
                    List<String> flows =
                            new ArrayList<>(List.of(expected.path("flow").asText()));
                    expected.path("flowAnyOf").forEach(flow -> flows.add(flow.asText()));
                    assertThat(flows).contains(permit.flow().orElseThrow().id());
                }
                if (expected.has("scope")) {
                    assertThat(permit.scope()).isEqualTo(expected.path("scope").asText());
                }
            }
            case Decision.Deny deny -> {
                assertThat(expected.path("decision").asText()).as(context).isEqualTo("deny");
                assertThat(RequestVectorsTest.reasons(expected))
                        .as(context)
                        .contains(deny.reason().code());
                assertThat(deny.reason().status())
                        .isEqualTo(expected.path("status").asInt());
            }
        }
        if (!expected.has("reasonAnyOf")) {
            Map<String, String> found = new HashMap<>();
            for (CheckReport report : decision.checks()) {
                found.put(report.check().wireName(), report.result().wireName());
            }
            expected.path("checks").properties().forEach(entry -> {
                if (!entry.getValue().asText().equals("not_evaluated")) {
                    assertThat(found)
                            .as(context)
                            .containsEntry(entry.getKey(), entry.getValue().asText());
                }
            });
        }
    }

    /** One sequence: requests with events in between. */
    private record SequenceRun(DecisionFixture fixture, JsonNode sequence) {

        void run() {
            ObjectNode state = sequence.deepCopy();
            boolean down = false;
            boolean tokenRevoked = false;
            io.notenboom.pdp.flow.Flow flow = fixture.flow(sequence.path("flow").asText());
            for (JsonNode step : state.path("steps")) {
                switch (step.path("event").asText("")) {
                    case "" -> {
                        Decision decision = fixture.decideStep(sequence, step, flow, down, tokenRevoked);
                        boolean permit = decision instanceof Decision.Permit;
                        assertThat(permit)
                                .as(decision.toString())
                                .isEqualTo(step.path("expect").asText().equals("permit"));
                        if (decision instanceof Decision.Deny deny && step.has("reason")) {
                            assertThat(deny.reason().code())
                                    .isEqualTo(step.path("reason").asText());
                        }
                    }
                    case "backend_2xx", "task_status" ->
                        flow = flow.withTask(
                                io.notenboom.pdp.task.TaskState.of(
                                                step.path("status").asText())
                                        .orElseThrow(),
                                flow.task().remainderHash());
                    case "backend_error" -> {}
                    case "flow_revoked" -> flow = flow.revoke();
                    case "token_revoked" -> tokenRevoked = true;
                    case "flow_store_down" -> down = true;
                    case "flow_store_up" -> down = false;
                    default -> throw new AssertionError("unknown event " + step);
                }
            }
        }
    }
}

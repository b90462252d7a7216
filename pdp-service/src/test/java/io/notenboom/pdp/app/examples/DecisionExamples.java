// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

/** The examples about the decisions that were made, and about those without effect. */
final class DecisionExamples {

    private final ExampleCalls calls;
    private final GatewayExamples gateways;

    DecisionExamples(ExampleCalls calls, GatewayExamples gateways) {
        this.calls = calls;
        this.gateways = gateways;
    }

    void ask() {
        gateways.confirm();
        JsonNode latest = calls.ask("get /pdp/v1/decisions", 200).at("/decisions/0");
        calls.path.put("id", latest.path("id").asText());
        calls.ask("get /pdp/v1/decisions/{id}", 200);
        calls.ask("get /pdp/v1/decision-log", 200);
        calls.ask("get /pdp/v1/decision-log/audit-events", 200);
        lines();
        assertThat(calls.ask("post /pdp/v1/try", 200).path("effect").asText()).isEqualTo("permit");
        calls.ask("post /pdp/v1/replay", 200);
        calls.ask("get /pdp/v1/shadow", 200);
    }

    private void lines() {
        String operation = "get /pdp/v1/decision-log/decisions";
        String lines = calls.send(operation, 200, Map.of()).asString();
        JsonNode shown = ExampleCalls.json(calls.examples.text(operation, 200, "application/x-ndjson"));
        assertThat(lines.lines().map(ExampleCalls::json))
                .as("a line like the example")
                .anyMatch(line -> line.path("type").equals(shown.path("type"))
                        && shown.properties().stream().allMatch(member -> line.has(member.getKey())));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.app.NodeAround;

/** The examples about flows and where they are stored. */
final class FlowExamples {

    private final ExampleCalls calls;

    FlowExamples(ExampleCalls calls) {
        this.calls = calls;
    }

    void ask() {
        JsonNode created = calls.ask("post /pdp/v1/flows", 201);
        calls.path.put("id", created.path("id").asText());
        calls.ask("get /pdp/v1/flows/{id}", 200);
        calls.query.put("receiver", created.at("/receiver/dids/0").asText());
        calls.query.put("resource", "Composition/1");
        calls.ask("get /pdp/v1/flows", 200);
        calls.query.clear();
        calls.headers.put("Authorization", "Bearer " + NodeAround.TOKEN);
        calls.headers.put("If-Match", "\"1\"");
        JsonNode changed = calls.ask("put /pdp/v1/flows/{id}", 200);
        assertThat(changed.path("version").asInt()).isEqualTo(2);
        calls.ask("put /pdp/v1/flows/{id}", 412);
        calls.headers.clear();
        calls.ask("put /pdp/v1/flows/{id}", 428);
        calls.ask("post /pdp/v1/flows/{id}/revocation", 200);
        calls.ask("get /pdp/v1/flows/{id}/history", 200);
        calls.ask("post /pdp/v1/flows/import", 200);
        calls.ask("post /pdp/v1/flows/derive", 200);
        calls.ask("get /pdp/v1/flow-store", 200);
        calls.ask("post /pdp/v1/flow-store/restoration", 200);
        calls.ask("post /pdp/v1/flow-store/acceptance", 200);
    }
}

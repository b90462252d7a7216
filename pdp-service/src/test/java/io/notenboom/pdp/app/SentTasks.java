// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The stand-in for a FHIR server keeps the identifier that a Task was sent with: whatever stub answers for that Task, has it, as
 * a FHIR server would.
 */
final class SentTasks implements ResponseDefinitionTransformerV2 {

    private static final String IDENTIFIER = "identifier";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, JsonNode> identifiers = new ConcurrentHashMap<>();

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        ResponseDefinition answer = event.getResponseDefinition();
        String body = answer.getBody();
        if (!event.getRequest().getUrl().startsWith("/backend/Task") || body == null) {
            return answer;
        }
        if (event.getRequest().getMethod().equals(RequestMethod.POST)) {
            JsonNode sent = read(event.getRequest().getBodyAsString());
            identifiers.put(read(body).path("id").asText(), sent.path(IDENTIFIER));
        }
        return ResponseDefinitionBuilder.like(answer)
                .but()
                .withBody(asSent(body))
                .build();
    }

    /** A Task, with the identifier that the one of this id was sent with. */
    String asSent(String task) {
        JsonNode json = read(task);
        JsonNode identifier = identifiers.get(json.path("id").asText());
        if (json instanceof ObjectNode object && identifier != null) {
            object.set(IDENTIFIER, identifier);
        }
        return json.toString();
    }

    private static JsonNode read(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException(malformed);
        }
    }

    @Override
    public String getName() {
        return "sent-tasks";
    }
}

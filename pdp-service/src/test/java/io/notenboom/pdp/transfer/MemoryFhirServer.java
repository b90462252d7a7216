// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.request.ResourceId;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A FHIR server in memory with a notice and a handoff of one patient. */
final class MemoryFhirServer implements CustomerFhirServer {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, JsonNode> resources = new TreeMap<>();
    private int made;

    MemoryFhirServer() {
        put("Patient/1", "{\"resourceType\":\"Patient\",\"id\":\"1\"}");
        for (String id : List.of("notice", "handoff")) {
            put("Composition/" + id, """
                    {"resourceType":"Composition","id":"%s","subject":{"reference":"Patient/1"},
                     "section":[{"entry":[{"reference":"Observation/%s"}]}]}""".formatted(id, id));
            put("Observation/" + id, """
                    {"resourceType":"Observation","id":"%s","subject":{"reference":"Patient/1"}}""".formatted(id));
        }
    }

    private void put(String reference, String json) {
        try {
            resources.put(reference, JSON.readTree(json));
        } catch (IOException malformed) {
            throw new AssertionError(malformed);
        }
    }

    List<JsonNode> tasks() {
        return resources.values().stream()
                .filter(resource -> resource.path("resourceType").asText().equals("Task"))
                .toList();
    }

    @Override
    public Answer read(ResourceId resource) {
        JsonNode found = resources.get(resource.reference());
        return found == null ? new Answer.Missing() : new Answer.Resource(found.deepCopy());
    }

    @Override
    public Answer create(ObjectNode resource) {
        return stored(resource.deepCopy().put("id", "task-" + ++made), 1);
    }

    /** A version that is not the current one is refused. */
    @Override
    public Answer update(ObjectNode resource) {
        JsonNode known = resources.get("Task/" + resource.path("id").asText());
        int version = known.path("meta").path("versionId").asInt();
        return resource.path("meta").path("versionId").asInt() == version
                ? stored(resource.deepCopy(), version + 1)
                : new Answer.Refused(412);
    }

    private Answer stored(ObjectNode resource, int version) {
        resource.withObject("meta").put("versionId", Integer.toString(version));
        resources.put("Task/" + resource.path("id").asText(), resource);
        return new Answer.Resource(resource.deepCopy());
    }

    @Override
    public Answer find(String type, Identifier identifier) {
        return resources.values().stream()
                .filter(resource -> type.equals(resource.path("resourceType").asText()) && identifier.of(resource))
                .findFirst()
                .<Answer>map(found -> new Answer.Resource(found.deepCopy()))
                .orElse(new Answer.Missing());
    }
}

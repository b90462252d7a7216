// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowJson;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Versions of flows in the decision log: each is written once in each segment, before the first decision that depends on it, so
 * that every segment can be replayed without the store. Reading keeps the latest {@value #KEPT}. Not thread-safe.
 */
public final class FlowRecords implements QuestionReader.RecordedFlows {

    /** The type of such a record. */
    public static final String TYPE = "flow";

    private static final int KEPT = 100_000;

    private final Map<String, Flow> known = new LinkedHashMap<>();

    /** A record of a flow: ids and hashes only, as the flow itself. */
    public static ObjectNode write(Flow flow, Instant time) {
        RecordedText text = new RecordedText();
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("type", TYPE).put("time", time.toString());
        json.put("id", flow.id()).put("version", flow.version());
        json.set("flow", safe(FlowJson.write(flow), text));
        return json.put("exact", text.exact());
    }

    private static JsonNode safe(JsonNode node, RecordedText text) {
        if (node.isTextual()) {
            return TextNode.valueOf(text.of(node.textValue()));
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(safe(element, text)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.properties().forEach(member -> object.set(member.getKey(), safe(member.getValue(), text)));
            return object;
        }
        return node;
    }

    /** Takes a record of the log if it is one of a flow, and as it was. */
    public void read(ObjectNode record) {
        if (!TYPE.equals(record.path("type").textValue())
                || !record.path("exact").asBoolean(false)) {
            return;
        }
        try {
            Flow flow = FlowJson.read(record.path("flow"));
            known.put(key(flow.id(), flow.version()), flow);
            if (known.size() > KEPT) {
                known.remove(known.keySet().iterator().next());
            }
        } catch (IllegalArgumentException otherVersion) {
            // a decision that needs it is told not to be replayable
            known.remove(key(record.path("id").asText(), record.path("version").asLong()));
        }
    }

    /** Whether every flow that a question names is here. */
    public boolean complete(JsonNode question) {
        for (JsonNode flow : question.path("flows")) {
            if (find(flow.path("id").asText(), flow.path("version").asLong()).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Optional<Flow> find(String id, long version) {
        return Optional.ofNullable(known.get(key(id, version)));
    }

    private static String key(String id, long version) {
        return version + "@" + id;
    }
}

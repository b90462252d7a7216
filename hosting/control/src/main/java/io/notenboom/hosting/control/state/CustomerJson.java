// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.customer.document.CustomerDocument;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.customer.status.Condition.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Records of customers as JSON. */
public final class CustomerJson {

    private CustomerJson() {}

    /** The record, complete. */
    public static ObjectNode write(CustomerRecord record) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("spec", CustomerDocument.write(record.spec()));
        json.put("generation", record.generation());
        json.set("conditions", conditions(record.conditions()));
        if (record.destruction() != null) {
            json.put("destruction", record.destruction());
        }
        json.put("created", record.created().toString());
        json.put("changed", record.changed().toString());
        return json;
    }

    /** Conditions, with the field names of Kubernetes. */
    public static ArrayNode conditions(List<Condition> conditions) {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        for (Condition condition : conditions) {
            list.addObject()
                    .put("type", condition.type())
                    .put("status", condition.status().wireName())
                    .put("reason", condition.reason())
                    .put("message", condition.message())
                    .put("lastTransitionTime", condition.since().toString())
                    .put("observedGeneration", condition.generation());
        }
        return list;
    }

    /** Reads what {@link #write} wrote. */
    public static CustomerRecord read(JsonNode json) {
        List<Condition> conditions = new ArrayList<>();
        for (JsonNode condition : json.path("conditions")) {
            conditions.add(new Condition(
                    condition.path("type").asText(),
                    status(condition.path("status").asText()),
                    condition.path("reason").asText(),
                    condition.path("message").asText(),
                    Instant.parse(condition.path("lastTransitionTime").asText()),
                    condition.path("observedGeneration").asLong()));
        }
        return new CustomerRecord(
                CustomerDocument.read(json.path("spec")),
                json.path("generation").asLong(),
                conditions,
                json.path("destruction").isTextual() ? json.path("destruction").asText() : null,
                Instant.parse(json.path("created").asText()),
                Instant.parse(json.path("changed").asText()));
    }

    private static Status status(String wireName) {
        return Arrays.stream(Status.values())
                .filter(status -> status.wireName().equals(wireName))
                .findFirst()
                .orElse(Status.UNKNOWN);
    }
}

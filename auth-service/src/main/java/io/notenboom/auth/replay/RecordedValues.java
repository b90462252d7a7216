// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.Recording;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Values that are the same wherever a recording has them: the public key behind the id of a verification method, and the seed of
 * a discovery list. Where two are recorded, the one that is recorded less often is wrong; as often, both are.
 */
final class RecordedValues {

    private static final int MAX = 4 * 1024 * 1024;
    private static final int MAX_DEPTH = 12;

    private final Map<String, Map<String, Integer>> counts = new HashMap<>();

    RecordedValues(Recording recording) {
        BiConsumer<String, String> count = (name, value) ->
                counts.computeIfAbsent(name, _ -> new HashMap<>()).merge(value, 1, Integer::sum);
        recording.all().forEach(exchange -> values(exchange).forEach(count));
        recording.documents().values().forEach(text -> keys(parse(text), 0, count));
    }

    void check(RecordedExchange exchange, Findings findings) {
        values(exchange).forEach((name, value) -> {
            Map<String, Integer> recorded = counts.getOrDefault(name, Map.of());
            int own = recorded.getOrDefault(value, 0);
            boolean another = recorded.entrySet().stream()
                    .anyMatch(entry -> !entry.getKey().equals(value) && entry.getValue() >= own);
            if (another) {
                findings.problem("exchange " + exchange.number() + ": " + name + " is another one than elsewhere");
            }
        });
    }

    private static Map<String, String> values(RecordedExchange exchange) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonNode answer = exchange.answer();
        keys(answer, 0, values::put);
        String seed = answer.path("seed").asText("");
        if (!seed.isEmpty() && answer.has("entries")) {
            String path = String.valueOf(exchange.url().getPath());
            values.put("the seed of the list " + path.substring(path.lastIndexOf('/') + 1), seed);
        }
        return values;
    }

    private static void keys(JsonNode node, int depth, BiConsumer<String, String> found) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (node.path("publicKeyJwk").isObject() && node.path("id").isTextual()) {
            found.accept("the key " + node.path("id").asText(), sorted(node.path("publicKeyJwk")));
        }
        node.forEach(child -> keys(child, depth + 1, found));
    }

    private static String sorted(JsonNode jwk) {
        return jwk.path("kty").asText() + " " + jwk.path("crv").asText() + " "
                + jwk.path("x").asText() + " " + jwk.path("y").asText() + " "
                + jwk.path("n").asText();
    }

    private static JsonNode parse(String text) {
        try {
            return StrictJson.parse(text, MAX);
        } catch (JsonInputException noJson) {
            return StrictJson.newObject();
        }
    }
}

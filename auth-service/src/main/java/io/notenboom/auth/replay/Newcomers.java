// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.replay.node.ReplayNode;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.Recording;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidSyntaxException;
import io.notenboom.trust.did.DidWeb;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Subjects that recorded nodes have although no item tells of their creation. Each is there from the first exchange that names it
 * on.
 */
final class Newcomers {

    private static final int MAX = 1024 * 1024;

    private final World world;
    private final Map<String, String> subjects = new LinkedHashMap<>();

    Newcomers(World world) {
        this.world = world;
        Recording recording = world.recording();
        Set<String> created = new TreeSet<>();
        recording
                .all()
                .filter(exchange -> exchange.method().equals("POST")
                        && String.valueOf(exchange.url().getPath()).endsWith("/internal/vdr/v2/subject")
                        && exchange.successful())
                .forEach(exchange ->
                        created.add(exchange.answer().path("subject").asText()));
        recording.directory().subjects().properties().stream()
                .filter(entry -> !created.contains(entry.getKey()))
                .forEach(entry -> subjects.put(entry.getKey(), entry.getValue().asText()));
    }

    /** Adds those that this exchange names. */
    void before(RecordedExchange exchange) {
        List<String> named = new ArrayList<>();
        subjects.forEach((name, did) -> {
            if (names(exchange, name, did)) {
                named.add(name);
            }
        });
        named.forEach(name -> add(name, String.valueOf(subjects.remove(name))));
    }

    private static boolean names(RecordedExchange exchange, String name, String did) {
        String url = exchange.url().toString();
        String encoded = did.replace("%", "%25");
        return url.contains("/" + name + "/")
                || url.endsWith("/" + name)
                || url.contains(did)
                || url.contains(encoded)
                || url.contains(encoded.replace(":", "%3A"))
                || exchange.requestText().contains(did)
                || exchange.responseText().contains(did);
    }

    private void add(String name, String did) {
        Optional<ReplayNode> owner = world.nodes().stream()
                .filter(node -> isAt(did, node.publicUrl()))
                .findFirst();
        Optional<JsonNode> document = document(did);
        if (owner.isPresent() && document.isPresent()) {
            ObjectNode answer = JsonNodeFactory.instance.objectNode().put("subject", name);
            answer.putArray("documents").add(document.get());
            Optional<String> unusable = owner.get().adoption().subject("", answer);
            unusable.ifPresent(problem -> world.note("subject " + name + ": " + problem));
        }
    }

    private static boolean isAt(String did, String publicUrl) {
        try {
            Optional<Did> parsed = Did.tryParse(did);
            return parsed.isPresent() && DidWeb.parse(parsed.get()).sameOrigin(URI.create(publicUrl));
        } catch (DidSyntaxException another) {
            return false;
        }
    }

    /** The document with the fewest keys: as it was first. */
    private Optional<JsonNode> document(String did) {
        List<JsonNode> found = new ArrayList<>();
        world.recording().all().map(RecordedExchange::answer).forEach(found::add);
        world.recording().documents().values().forEach(text -> {
            try {
                found.add(StrictJson.parse(text, MAX));
            } catch (JsonInputException noJson) {
                // no document
            }
        });
        return found.stream()
                .filter(json -> json.path("id").asText().equals(did) && json.has("verificationMethod"))
                .min(Comparator.comparingInt(
                        json -> json.path("verificationMethod").size()));
    }
}

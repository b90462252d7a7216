// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.testkit.vault.StandInCall.Operation;
import java.util.TreeMap;
import java.util.TreeSet;

/** A key-value engine, version 2: data with check-and-set, metadata. */
final class KeyValueEngine implements StandInEngine {

    private record Entry(int version, JsonNode data) {}

    private final TreeMap<String, Entry> entries = new TreeMap<>();
    private boolean checkAndSet;

    @Override
    public String type() {
        return "kv";
    }

    /** A write to data that is there is an update, to what is not there a creation. */
    @Override
    public synchronized boolean creates(StandInCall call) {
        return call.operation() == Operation.WRITE
                && call.segment(0).equals("data")
                && !entries.containsKey(name(call));
    }

    private static String name(StandInCall call) {
        return String.join("/", call.path().subList(1, call.path().size()));
    }

    @Override
    public synchronized ObjectNode handle(StandInCall call) {
        String name = call.path().isEmpty() ? "" : name(call);
        return switch (call.segment(0) + " " + call.operation()) {
            case "config WRITE" -> {
                checkAndSet = call.body().path("cas_required").asBoolean();
                yield answer();
            }
            case "config READ" -> data(answer().put("cas_required", checkAndSet));
            case "data READ" -> read(name);
            case "data WRITE" -> write(name, call.body());
            case "metadata LIST" -> list(name);
            case "metadata DELETE" -> {
                entries.remove(name);
                yield answer();
            }
            default -> throw VaultRefusal.unsupported();
        };
    }

    private static ObjectNode answer() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static ObjectNode data(JsonNode data) {
        ObjectNode answer = answer();
        answer.set("data", data);
        return answer;
    }

    private ObjectNode read(String name) {
        Entry entry = entries.get(name);
        if (entry == null) {
            throw VaultRefusal.notFound();
        }
        ObjectNode data = answer();
        data.set("data", entry.data());
        data.putObject("metadata").put("version", entry.version());
        return data(data);
    }

    private ObjectNode write(String name, ObjectNode body) {
        JsonNode expected = body.path("options").path("cas");
        if (expected.isMissingNode() && checkAndSet) {
            throw new VaultRefusal(400, "check-and-set parameter required for this call");
        }
        Entry entry = entries.get(name);
        int version = entry == null ? 0 : entry.version();
        if (!expected.isMissingNode() && expected.asInt() != version) {
            throw new VaultRefusal(400, "check-and-set parameter did not match the current version");
        }
        if (!body.path("data").isObject()) {
            throw new VaultRefusal(400, "no data provided");
        }
        entries.put(name, new Entry(version + 1, body.path("data").deepCopy()));
        return data(answer().put("version", version + 1));
    }

    private ObjectNode list(String name) {
        String prefix = name.isEmpty() ? "" : name + "/";
        TreeSet<String> names = new TreeSet<>();
        for (String entry : entries.keySet()) {
            if (entry.startsWith(prefix)) {
                String rest = entry.substring(prefix.length());
                int slash = rest.indexOf('/');
                names.add(slash < 0 ? rest : rest.substring(0, slash + 1));
            }
        }
        if (names.isEmpty()) {
            throw VaultRefusal.notFound();
        }
        ObjectNode data = answer();
        ArrayNode keys = data.putArray("keys");
        names.forEach(keys::add);
        return data(data);
    }
}

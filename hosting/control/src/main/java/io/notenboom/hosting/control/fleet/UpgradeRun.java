// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.customer.SoftwareVersion;
import io.notenboom.hosting.customer.WireName;
import io.notenboom.trust.customer.CustomerId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * One upgrade of many customers.
 *
 * @param id of the run
 * @param version what they are to run
 * @param requestedBy id of the caller who asked
 * @param waves customers, wave by wave
 * @param before what each customer ran
 * @param patience how long a wave may take until all of it are ready
 * @param wave number of the present wave, from 0
 * @param waveBegun when it began
 * @param state where it is
 * @param reason why it was stopped; empty if it was not
 */
public record UpgradeRun(
        String id,
        SoftwareVersion version,
        String requestedBy,
        List<List<CustomerId>> waves,
        SequencedMap<CustomerId, SoftwareVersion> before,
        Duration patience,
        int wave,
        Instant waveBegun,
        State state,
        String reason) {

    /** Where a run is. */
    public enum State implements WireName {
        /** A wave is under way. */
        RUNNING,
        /** A customer did not get ready, or somebody stopped it: all go back. */
        ROLLING_BACK,
        /** All run what they ran before, but for those that the reason names. */
        ROLLED_BACK,
        /** All run the version. */
        DONE;

        /** Whether nothing more happens. */
        public boolean isOver() {
            return this == DONE || this == ROLLED_BACK;
        }
    }

    public UpgradeRun {
        waves = waves.stream().map(List::copyOf).toList();
        before = new LinkedHashMap<>(before);
    }

    /** The same in another state. */
    UpgradeRun in(State next, String why) {
        return new UpgradeRun(id, version, requestedBy, waves, before, patience, wave, waveBegun, next, why);
    }

    /** The same with the next wave begun. */
    UpgradeRun next(Instant now) {
        return new UpgradeRun(id, version, requestedBy, waves, before, patience, wave + 1, now, state, reason);
    }

    /** Customers of the waves that have begun. */
    List<CustomerId> begun() {
        return waves.subList(0, wave + 1).stream().flatMap(List::stream).toList();
    }

    /** As JSON. */
    public ObjectNode write() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("id", id)
                .put("version", version.value())
                .put("state", state.wireName())
                .put("wave", wave)
                .put("reason", reason)
                .put("requestedBy", requestedBy)
                .put("waveBegun", waveBegun.toString())
                .put("patienceSeconds", patience.toSeconds());
        ArrayNode list = json.putArray("waves");
        for (List<CustomerId> each : waves) {
            ArrayNode ids = list.addArray();
            each.forEach(customer -> ids.add(customer.value()));
        }
        ObjectNode versions = json.putObject("before");
        before.forEach((customer, was) -> versions.put(customer.value(), was.value()));
        return json;
    }

    /** Reads what {@link #write} wrote. */
    static UpgradeRun read(ObjectNode json) {
        List<List<CustomerId>> waves = new ArrayList<>();
        for (JsonNode each : json.path("waves")) {
            List<CustomerId> ids = new ArrayList<>();
            each.forEach(id -> ids.add(new CustomerId(id.asText())));
            waves.add(ids);
        }
        SequencedMap<CustomerId, SoftwareVersion> before = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> was : json.path("before").properties()) {
            before.put(
                    new CustomerId(was.getKey()),
                    new SoftwareVersion(was.getValue().asText()));
        }
        return new UpgradeRun(
                json.path("id").asText(),
                new SoftwareVersion(json.path("version").asText()),
                json.path("requestedBy").asText(),
                waves,
                before,
                Duration.ofSeconds(json.path("patienceSeconds").asLong()),
                json.path("wave").asInt(),
                Instant.parse(json.path("waveBegun").asText()),
                WireName.parse(State.class, json.path("state").asText()),
                json.path("reason").asText());
    }
}

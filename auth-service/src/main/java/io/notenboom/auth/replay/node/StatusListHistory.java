// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.Recording;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The status lists of a recording by address, each with the time from which it was what its issuer published. */
public final class StatusListHistory {

    private static final int MAX = 4 * 1024 * 1024;
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Map<String, List<Version>> lists = new HashMap<>();

    /** The lists that were answered in exchanges or stand in files. */
    public StatusListHistory(Recording recording) {
        recording
                .all()
                .filter(exchange -> exchange.method().equals("GET") && exchange.status() == 200)
                .forEach(this::add);
        recording.documents().values().forEach(text -> add(text, Instant.MIN));
        lists.values().forEach(versions -> versions.sort(Comparator.comparing(Version::from)));
    }

    private void add(RecordedExchange exchange) {
        add(exchange.responseText(), exchange.startedAt());
    }

    private void add(String text, Instant seen) {
        if (!text.contains("encodedList")) {
            return;
        }
        try {
            JsonNode json = StrictJson.parse(text, MAX);
            JsonNode subject = json.path("credentialSubject");
            JsonNode only = subject.isArray() ? subject.path(0) : subject;
            String address = only.path("id").asText("").replaceFirst("#.*", "");
            if (only.has("encodedList") && !address.isEmpty()) {
                Instant from = issued(json).orElse(seen);
                lists.computeIfAbsent(address, _ -> new ArrayList<>()).add(new Version(from, text));
            }
        } catch (JsonInputException noList) {
            // whoever reads this file or answer says so
        }
    }

    private static Optional<Instant> issued(JsonNode list) {
        String text = list.path("validFrom").asText(list.path("issuanceDate").asText(""));
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    /** The list at this address as of a time; the oldest if all are later. */
    public Optional<String> at(URI address, Instant time) {
        List<Version> versions = lists.getOrDefault(address.toString(), List.of());
        return versions.stream()
                .filter(version -> !version.from().isAfter(time))
                .reduce((_, later) -> later)
                .or(() -> versions.stream().findFirst())
                .map(Version::text);
    }

    /** The lists at this address that somebody may still have held in a copy of at most this age. */
    public List<String> copies(URI address, Instant time, Duration age) {
        List<Version> versions = lists.getOrDefault(address.toString(), List.of());
        List<String> held = new ArrayList<>();
        for (int i = 0; i < versions.size(); i++) {
            boolean replacedBefore = i + 1 < versions.size()
                    && versions.get(i + 1).from().isBefore(time.minus(age).minus(SECOND));
            if (!versions.get(i).from().isAfter(time) && !replacedBefore) {
                held.add(versions.get(i).text());
            }
        }
        return held;
    }

    private record Version(Instant from, String text) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.RecordedItem;
import io.notenboom.auth.replay.recording.Recording;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an item agrees with itself: times with headers, lengths with bodies, the URL with the target, all with the index. */
final class ItemConsistency {

    private static final int MOST_SECONDS = 1;

    /** An address of the range that RFC 5737 sets aside for documentation stands where a real one was. */
    private static final Pattern REDACTED =
            Pattern.compile("\\b(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.\\d{1,3}\\b");

    private final Map<String, JsonNode> index = new HashMap<>();

    ItemConsistency(Recording recording) {
        recording
                .directory()
                .index()
                .forEach(entry -> index.put(entry.path("file").asText(), entry));
    }

    void check(RecordedItem item, Findings findings) {
        List<String> problems = new ArrayList<>();
        item.exchanges().forEach(exchange -> check(exchange, problems));
        Instant first = item.exchanges().getFirst().startedAt();
        if (!item.recordedAt().isEmpty() && !item.recordedAt().equals(text(first)) && !same(item.recordedAt(), first)) {
            problems.add("recorded_at is not when its first exchange started");
        }
        for (int i = 1; i < item.exchanges().size(); i++) {
            if (item.exchanges()
                    .get(i)
                    .startedAt()
                    .isBefore(item.exchanges().get(i - 1).startedAt())) {
                problems.add("exchange " + (i + 1) + " started before the one before it");
            }
        }
        Optional.ofNullable(index.get(item.name() + ".json")).ifPresent(entry -> checkIndex(item, entry, problems));
        problems.forEach(findings::problem);
    }

    private static String text(Instant instant) {
        return instant.toString();
    }

    private static boolean same(String text, Instant instant) {
        try {
            return Instant.parse(text).equals(instant);
        } catch (DateTimeException malformed) {
            return false;
        }
    }

    private static void checkIndex(RecordedItem item, JsonNode entry, List<String> problems) {
        List<String> listed = new ArrayList<>();
        entry.path("exchanges").forEach(line -> listed.add(line.asText()));
        List<String> recorded =
                item.exchanges().stream().map(RecordedExchange::summary).toList();
        if (!listed.equals(recorded)) {
            problems.add("the index lists other exchanges or statuses for this item");
        }
        if (!entry.path("recorded_at").asText(item.recordedAt()).equals(item.recordedAt())) {
            problems.add("the index has another recorded_at for this item");
        }
    }

    private static void check(RecordedExchange exchange, List<String> problems) {
        String where = "exchange " + exchange.number() + ": ";
        exchange.responseHeader("Date")
                .filter(date -> !fits(date, exchange))
                .ifPresent(date -> problems.add(
                        where + "the answer's Date is not between started_at and ended_at, or cannot be read"));
        exchange.requestHeader("Host")
                .filter(host -> !host.equals(exchange.url().getRawAuthority()))
                .ifPresent(host -> problems.add(where + "the header Host is not the host of url"));
        if (!exchange.url().toString().endsWith(exchange.target())) {
            problems.add(where + "url does not end with the target of the request");
        }
        exchange.requestHeader("Content-Length")
                .filter(length -> !length.equals(String.valueOf(exchange.requestBody().length)))
                .ifPresent(length -> problems.add(where + "the request's body is not as long as its Content-Length"));
        exchange.responseHeader("Content-Length")
                .filter(length -> !length.equals(String.valueOf(exchange.responseBody().length))
                        && !REDACTED.matcher(exchange.responseText()).find())
                .ifPresent(length -> problems.add(where + "the answer's body is not as long as its Content-Length"));
    }

    private static boolean fits(String date, RecordedExchange exchange) {
        try {
            Instant said = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Instant from = exchange.startedAt().truncatedTo(ChronoUnit.SECONDS).minusSeconds(MOST_SECONDS);
            return !said.isBefore(from) && !said.isAfter(exchange.endedAt().plusSeconds(MOST_SECONDS));
        } catch (DateTimeException malformed) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.hosting.backup.BackupException;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Has the authorization server revoke again what somebody still shows as revoked: status lists that it published, and audit logs
 * that are newer than the backup. Then has it skip pages of its status lists.
 */
final class Revocations {

    private static final int MAX_LIST = 3 * 1024 * 1024;
    private static final int MAX_RECORD = 300_000;
    private static final int TOGETHER = 500;
    private static final String ACT = "credential.revoke";
    private static final String PATH = "/internal/vcr/v2/issuer/vc/";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** The clocks of the machine that made the backup and of that which wrote the log differ by less. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    private final NodeServices services;

    Revocations(NodeServices services) {
        this.services = services;
    }

    /** Revokes what a list has; the list is a file or a URL. */
    String takeList(String place) throws IOException {
        ObjectNode body = StrictJson.newObject();
        byte[] list = read(place);
        String text = new String(list, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            try {
                body.set("publishedList", StrictJson.parseObject(list, MAX_LIST));
            } catch (JsonInputException malformed) {
                throw new BackupException("the status list is not JSON: " + place, malformed);
            }
        } else {
            body.put("publishedList", text);
        }
        return services.reconcile(body).path("revoked").asInt() + " entries revoked again from " + place;
    }

    private static byte[] read(String place) throws IOException {
        if (!place.startsWith("https://") && !place.startsWith("http://")) {
            return Files.readAllBytes(Path.of(place));
        }
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<InputStream> answer = http.send(
                    HttpRequest.newBuilder(URI.create(place)).timeout(PATIENCE).build(), BodyHandlers.ofInputStream());
            try (InputStream input = answer.body()) {
                byte[] list = input.readNBytes(MAX_LIST + 1);
                if (answer.statusCode() != 200 || list.length > MAX_LIST) {
                    throw new BackupException(
                            "there is no status list at " + place + ": status " + answer.statusCode());
                }
                return list;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted", interrupted);
        }
    }

    /** Revokes what the audit log in a folder says was revoked after the backup was made. */
    List<String> takeAuditLog(Path folder, Instant made) throws IOException {
        Set<String> revoked = new LinkedHashSet<>();
        List<String> others = new ArrayList<>();
        for (JsonNode record : after(folder, made.minus(CLOCKS))) {
            String what = record.path("what").asText();
            String object = record.path("object").asText();
            if (what.equals(ACT) && object.startsWith(PATH)) {
                revoked.add(object.substring(PATH.length()));
            } else if (!what.equals(ACT)) {
                others.add(what + " " + object);
            }
        }
        List<String> seen = new ArrayList<>();
        List<String> ids = new ArrayList<>(revoked);
        for (int from = 0; from < ids.size(); from += TOGETHER) {
            ObjectNode body = StrictJson.newObject();
            ArrayNode given = body.putArray("revokedCredentials");
            ids.subList(from, Math.min(ids.size(), from + TOGETHER)).forEach(given::add);
            services.reconcile(body)
                    .path("unknown")
                    .forEach(id -> seen.add("revoked after the backup, but issued after it too, and so not known here: "
                            + id.asText()));
        }
        seen.add(ids.size() + " credentials revoked again from the audit log in " + folder);
        others.stream()
                .distinct()
                .forEach(act -> seen.add("done after the backup, see whether to do it again: " + act));
        return seen;
    }

    private static List<JsonNode> after(Path folder, Instant made) throws IOException {
        List<Path> segments;
        try (Stream<Path> files = Files.list(folder)) {
            segments = files.filter(file -> file.toString().endsWith(".jsonl"))
                    .sorted()
                    .toList();
        }
        List<JsonNode> records = new ArrayList<>();
        for (Path segment : segments) {
            try (Stream<String> lines = Files.lines(segment)) {
                lines.forEach(line -> doneAfter(line, made, records));
            }
        }
        return records;
    }

    private static void doneAfter(String line, Instant made, List<JsonNode> records) {
        try {
            JsonNode record = StrictJson.parseObject(line, MAX_RECORD).path("record");
            boolean done = record.path("outcome").asText().equals("done");
            if (done && Instant.parse(record.path("time").asText()).isAfter(made)) {
                records.add(record);
            }
        } catch (JsonInputException | DateTimeParseException torn) {
            // the end of a log that was being written, or a damaged line: it tells nothing
            return;
        }
    }

    /** Skips pages of every issuer. */
    String skip(int pages) throws IOException {
        ObjectNode body = StrictJson.newObject().put("skipPages", pages);
        return services.reconcile(body).path("issuers").asInt() + " issuers skip " + pages
                + " pages of their status lists";
    }
}

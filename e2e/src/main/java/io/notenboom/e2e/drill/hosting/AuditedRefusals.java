// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.hosting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.Await;
import io.notenboom.e2e.client.StepFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The refusals that are in the audit logs of a node, read from their files: those that are recorded one by one, and the numbers of
 * the others, which are written when a minute is over.
 */
final class AuditedRefusals {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration A_MINUTE_AND_MORE = Duration.ofSeconds(120);

    private final Instant since;

    /** @param since what is older does not count */
    AuditedRefusals(Instant since) {
        this.since = since;
    }

    /** Waits until each node recorded as many as it refused. */
    String requireAll(Map<HostedNode, Integer> refused) {
        refused.forEach((node, calls) -> {
            try {
                var _ = Await.until(
                        node.id() + " recorded " + calls + " refusals", A_MINUTE_AND_MORE, () -> Optional.of(of(node))
                                .filter(recorded -> recorded >= calls));
            } catch (StepFailure late) {
                throw new StepFailure(late.getMessage() + "; it recorded " + of(node));
            }
        });
        return refused.values().stream().mapToInt(Integer::intValue).sum() + " refusals in the audit logs of "
                + refused.size() + " nodes";
    }

    /** How many a node recorded. */
    long of(HostedNode node) {
        return node.auditLogs().stream().mapToLong(this::ofLog).sum();
    }

    private long ofLog(Path log) {
        try (Stream<Path> segments = Files.list(log)) {
            return segments.filter(file -> Files.isRegularFile(file) && !file.endsWith("lock"))
                    .mapToLong(this::ofSegment)
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private long ofSegment(Path segment) {
        try (Stream<String> lines = Files.lines(segment)) {
            return lines.filter(line -> line.endsWith("}"))
                    .mapToLong(this::ofLine)
                    .sum();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private long ofLine(String line) {
        JsonNode record = parse(line).path("record");
        if (!record.path("what").asText().startsWith("access.")
                || !record.path("outcome").asText().equals("refused")
                || Instant.parse(record.path("time").asText()).isBefore(since)) {
            return 0;
        }
        String object = record.path("object").asText();
        return record.path("what").asText().equals("access.more") ? Long.parseLong(object.split(" ")[0]) : 1;
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException notALine) {
            throw new StepFailure("an audit log has a line that is no record");
        }
    }
}

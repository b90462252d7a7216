// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which decisions are asked for; what is empty does not count.
 *
 * @param from not before
 * @param to before
 * @param client one identifier of the client: a DID, client id or {@code ura:…}
 * @param flow id of the flow
 * @param effect {@code permit} or {@code deny}
 * @param reason code of the reason
 */
public record LogQuery(
        Optional<Instant> from,
        Optional<Instant> to,
        Optional<String> client,
        Optional<String> flow,
        Optional<String> effect,
        Optional<String> reason) {

    /** All decisions. */
    public static final LogQuery ALL = new LogQuery(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Whether a record is a decision that is asked for.
     *
     * @param subject takes the subject of a decision, empty when it had none
     */
    boolean matches(ObjectNode record, Predicate<String> subject) {
        return "decision".equals(record.path("type").textValue())
                && subject.test(record.path("subject").asText(""))
                && equal(flow, record, "flow")
                && equal(effect, record, "effect")
                && equal(reason, record, "reason")
                && client.map(wanted -> Arrays.asList(
                                        record.path("client").asText("").split(" "))
                                .contains(wanted))
                        .orElse(true)
                && inTime(record);
    }

    private static boolean equal(Optional<String> wanted, ObjectNode record, String member) {
        return wanted.map(value -> value.equals(record.path(member).asText(""))).orElse(true);
    }

    private boolean inTime(ObjectNode record) {
        Instant time = timeOf(record);
        return from.map(start -> !time.isBefore(start)).orElse(true)
                && to.map(time::isBefore).orElse(true);
    }

    /** When a record was made. */
    public static Instant timeOf(com.fasterxml.jackson.databind.JsonNode record) {
        try {
            return Instant.parse(record.path("time").asText(""));
        } catch (DateTimeException unreadable) {
            throw new IllegalStateException("a record of the decision log has no time", unreadable);
        }
    }
}

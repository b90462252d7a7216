// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.document.FhirDocument;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.Optional;
import java.util.function.Function;

/** A FHIR Task, read strictly; knows its id, its status and the hash of everything but the status. */
public final class TaskDocument implements TaskReading {

    /** Longest Task in bytes. */
    public static final int MAX_LENGTH = 262_144;

    private final String id;
    private final Optional<TaskState> state;
    private final Function<Optional<TaskState>, String> remainder;

    private TaskDocument(String id, Optional<TaskState> state, Function<Optional<TaskState>, String> remainder) {
        this.id = id;
        this.state = state;
        this.remainder = remainder;
    }

    private static TaskDocument read(ObjectNode content) {
        String status = content.path("status").textValue();
        return new TaskDocument(
                content.path("id").asText(),
                status == null ? Optional.empty() : TaskState.of(status),
                target -> TaskRemainder.hash(content, target));
    }

    /**
     * A Task that was read when it was decided on, by what the decision log has of it: only to make the same decision again.
     *
     * @param remainderHash as {@link #remainderHash()}
     * @param remainderForState as {@link #remainderHash(TaskState)} of its own state
     */
    public static TaskDocument recorded(
            String id, Optional<TaskState> state, String remainderHash, String remainderForState) {
        return new TaskDocument(id, state, target -> target.isEmpty() ? remainderHash : remainderForState);
    }

    /** Reads the bytes of a Task. */
    public static TaskReading read(byte[] bytes) {
        try {
            JsonNode json = StrictJson.parse(bytes, MAX_LENGTH);
            return hasCanonicalForm(json) ? of(json) : new Malformed();
        } catch (JsonInputException malformed) {
            return new Malformed();
        }
    }

    /** Takes a resource that was read. */
    public static TaskReading of(FhirDocument document) {
        try {
            ObjectNode json = document.json();
            return hasCanonicalForm(json) ? of(json) : new Malformed();
        } catch (JsonInputException malformed) {
            return new Malformed();
        }
    }

    private static boolean hasCanonicalForm(JsonNode json) {
        return CanonicalJson.bytes(json).length > 0;
    }

    /** Takes an already parsed resource. */
    public static TaskReading of(JsonNode json) {
        if (json instanceof ObjectNode task
                && "Task".equals(task.path("resourceType").textValue())
                && task.path("id").isTextual()) {
            return read(task.deepCopy());
        }
        return new OtherResource();
    }

    /** Takes the receiver's proposals of another date out of a Task. */
    public static void removeAlternativeDates(ObjectNode task) {
        TaskRemainder.removeAlternativeDates(task);
    }

    /** {@code Task.id}. */
    public String id() {
        return id;
    }

    /** {@code Task.status}; empty when it is missing or a code that eOverdracht does not use. */
    public Optional<TaskState> state() {
        return state;
    }

    /**
     * The hash of what an update may not change: SHA-256 (hex) of the RFC 8785 form without {@code status}, {@code text},
     * {@code lastModified}, {@code meta.versionId}, {@code meta.lastUpdated}.
     */
    public String remainderHash() {
        return remainder.apply(Optional.empty());
    }

    /**
     * As {@link #remainderHash()}, also without what a step to the given state may add: {@code statusReason} for rejected
     * and cancelled, the alternative date in {@code output} for on-hold.
     */
    public String remainderHash(TaskState target) {
        return remainder.apply(Optional.of(target));
    }
}

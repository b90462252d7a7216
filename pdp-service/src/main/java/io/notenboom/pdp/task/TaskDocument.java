// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.document.FhirDocument;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.Optional;

/** A FHIR Task, read strictly; knows its id, its status and the hash of everything but the status. */
public final class TaskDocument implements TaskReading {

    /** Longest Task in bytes. */
    public static final int MAX_LENGTH = 262_144;

    private final ObjectNode content;

    private TaskDocument(ObjectNode content) {
        this.content = content;
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
            return new TaskDocument(task.deepCopy());
        }
        return new OtherResource();
    }

    /** {@code Task.id}. */
    public String id() {
        return content.path("id").asText();
    }

    /** {@code Task.status}; empty when it is missing or a code that eOverdracht does not use. */
    public Optional<TaskState> state() {
        String status = content.path("status").textValue();
        return status == null ? Optional.empty() : TaskState.of(status);
    }

    /**
     * The hash of what an update may not change: SHA-256 (hex) of the RFC 8785 form without {@code status}, {@code text},
     * {@code lastModified}, {@code meta.versionId}, {@code meta.lastUpdated}.
     */
    public String remainderHash() {
        return TaskRemainder.hash(content, Optional.empty());
    }

    /**
     * As {@link #remainderHash()}, also without what a step to the given state may add: {@code statusReason} for rejected
     * and cancelled, the alternative date in {@code output} for on-hold.
     */
    public String remainderHash(TaskState target) {
        return TaskRemainder.hash(content, Optional.of(target));
    }
}

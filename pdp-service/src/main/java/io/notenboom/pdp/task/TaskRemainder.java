// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.task;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.CanonicalJson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The part of a Task that only its author may change. */
final class TaskRemainder {

    private static final List<String> FREE = List.of("status", "text", "lastModified");
    private static final List<String> FREE_META = List.of("versionId", "lastUpdated");
    private static final String SNOMED = "http://snomed.info/sct";
    private static final String ALTERNATIVE_DATE = "146851000146105";

    private TaskRemainder() {}

    static String hash(ObjectNode task, Optional<TaskState> target) {
        ObjectNode rest = task.deepCopy();
        rest.remove(FREE);
        if (rest.get("meta") instanceof ObjectNode meta) {
            meta.remove(FREE_META);
            if (meta.isEmpty()) {
                rest.remove("meta");
            }
        }
        target.ifPresent(state -> removeAdditions(rest, state));
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(CanonicalJson.bytes(rest)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }

    private static void removeAdditions(ObjectNode rest, TaskState target) {
        switch (target) {
            case REJECTED, CANCELLED -> rest.remove("statusReason");
            case ON_HOLD -> removeAlternativeDates(rest);
            case REQUESTED, RECEIVED, ACCEPTED, IN_PROGRESS, COMPLETED -> {}
        }
    }

    static void removeAlternativeDates(ObjectNode rest) {
        if (rest.get("output") instanceof ArrayNode outputs) {
            for (int index = outputs.size() - 1; index >= 0; index--) {
                if (alternativeDate(outputs.get(index))) {
                    outputs.remove(index);
                }
            }
            if (outputs.isEmpty()) {
                rest.remove("output");
            }
        }
    }

    private static boolean alternativeDate(JsonNode output) {
        if (output.size() != 2 || !output.path("valueDateTime").isTextual()) {
            return false;
        }
        JsonNode coding = output.path("type").path("coding");
        return coding.size() == 1
                && SNOMED.equals(coding.get(0).path("system").textValue())
                && ALTERNATIVE_DATE.equals(coding.get(0).path("code").textValue());
    }
}

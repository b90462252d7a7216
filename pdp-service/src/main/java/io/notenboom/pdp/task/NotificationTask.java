// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.task;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.document.FhirDocument;
import java.util.Optional;

/** The Task that Technical Agreement Notified Pull posts as a notification; it points at the Task that changed. */
public final class NotificationTask {

    private static final int MAX_ID_LENGTH = 64;

    private NotificationTask() {}

    /** The id of the one Task that the notification is based on; empty when it names none, several, or something else. */
    public static Optional<String> basedOn(FhirDocument notification) {
        JsonNode based = notification.json().path("basedOn");
        if (based.size() != 1) {
            return Optional.empty();
        }
        String[] segments = based.path(0).path("reference").asText("").split("/", -1);
        int last = segments.length - 1;
        if (last > 2 && segments[last - 1].equals("_history")) {
            last -= 2;
        }
        boolean task = last >= 1 && segments[last - 1].equals("Task") && plainId(segments[last]);
        return task ? Optional.of(segments[last]) : Optional.empty();
    }

    private static boolean plainId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID_LENGTH
                && !text.equals(".")
                && !text.equals("..")
                && text.chars()
                        .allMatch(value -> (value >= 'A' && value <= 'Z')
                                || (value >= 'a' && value <= 'z')
                                || (value >= '0' && value <= '9')
                                || value == '-'
                                || value == '.');
    }
}

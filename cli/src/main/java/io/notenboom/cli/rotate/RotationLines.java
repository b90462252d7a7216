// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.rotate;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rotations as lines for people. */
final class RotationLines {

    private RotationLines() {}

    static void show(JsonNode answer, PrintStream out, PrintStream err) {
        if (answer.has("rotations")) {
            answer.path("rotations").forEach(rotation -> rotation(rotation, out));
        } else if (answer.has("steps")) {
            rotation(answer.path("rotation"), out);
            answer.path("steps")
                    .forEach(step -> out.printf(
                            "  %-24s %-11s %s: %s%n",
                            step.path("at").asText("later"),
                            step.path("state").asText(),
                            step.path("key").asText(),
                            step.path("effect").asText()));
        } else if (answer.has("secret")) {
            rotation(answer, err);
            out.println(answer.path("secret").asText());
        } else if (answer.has("keys")) {
            rotation(answer, out);
            if (answer.has("remains")) {
                err.println("Remains to be done: " + answer.path("remains").asText());
            }
        } else {
            err.println("There is nothing.");
        }
    }

    private static void rotation(JsonNode rotation, PrintStream to) {
        String due = rotation.path("due").isTextual()
                ? ", due " + rotation.path("due").asText()
                : "";
        to.printf(
                "%s %s%s%s%n",
                rotation.path("kind").asText(),
                rotation.path("id").asText(),
                due,
                rotation.path("overdue").asBoolean() ? " OVERDUE" : "");
        for (JsonNode key : rotation.path("keys")) {
            to.printf(
                    "    %-11s %s  since %s%s%s%n",
                    key.path("state").asText(),
                    key.path("id").asText(),
                    key.path("since").asText(),
                    key.path("until").isTextual()
                            ? " until " + key.path("until").asText()
                            : "",
                    live(key.path("live")));
        }
    }

    private static String live(JsonNode live) {
        List<String> parts = new ArrayList<>();
        if (live.path("credentials").asLong() > 0) {
            parts.add(live.path("credentials").asLong() + " credentials until "
                    + live.path("credentialsUntil").asText("they are revoked"));
        }
        live.path("others")
                .properties()
                .forEach(other -> parts.add(other.getKey()
                        + (other.getValue().isTextual()
                                ? " until " + other.getValue().asText()
                                : " for good")));
        return parts.isEmpty() ? "" : "  needed for " + String.join(", ", parts);
    }
}

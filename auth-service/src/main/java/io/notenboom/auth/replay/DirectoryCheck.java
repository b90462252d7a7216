// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.replay.compare.Findings;
import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.auth.replay.recording.Recording;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether what a recording says about itself is true: the items in its index, the DIDs in its list of subjects. */
final class DirectoryCheck {

    private DirectoryCheck() {}

    static void check(Recording recording, Map<String, Findings> findings) {
        for (JsonNode entry : recording.directory().index()) {
            String name = entry.path("file").asText().replaceFirst("\\.json$", "");
            if (!name.isEmpty() && !findings.containsKey(name)) {
                Findings missing = new Findings();
                missing.undecided("the index lists it, but the folder does not hold it");
                findings.put(name, missing);
            }
        }
        if (recording.directory().subjects().isObject()) {
            findings.put("dids", subjects(recording));
        }
    }

    private static Findings subjects(Recording recording) {
        Findings findings = new Findings();
        List<JsonNode> created = recording
                .all()
                .filter(exchange -> exchange.method().equals("POST"))
                .map(RecordedExchange::answer)
                .filter(answer -> answer.path("subject").isTextual()
                        && answer.path("documents").isArray())
                .toList();
        for (Map.Entry<String, JsonNode> entry :
                recording.directory().subjects().properties()) {
            Set<String> dids = new HashSet<>();
            created.stream()
                    .filter(answer -> answer.path("subject").asText().equals(entry.getKey()))
                    .forEach(answer -> answer.path("documents")
                            .forEach(document -> dids.add(document.path("id").asText())));
            if (dids.isEmpty() || dids.contains(entry.getValue().asText())) {
                findings.held(
                        dids.isEmpty() ? "subject that was not created in an item" : "DID of a subject as created");
            } else {
                findings.problem("the subject " + entry.getKey() + " was created with another DID");
            }
        }
        return findings;
    }
}

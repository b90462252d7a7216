// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.likeness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a presentation submission points at. The order of credentials in a presentation is free, and one that is alone need not
 * stand in an array, so two submissions are equal when they map each descriptor to an equal credential.
 */
final class Submissions {

    private static final Pattern CREDENTIAL =
            Pattern.compile("^\\$(?:\\.vp)?(?:\\[(\\d{1,3})])?\\.verifiableCredential(?:\\[(\\d{1,3})])?$");

    private Submissions() {}

    /** Puts in place of each path of a form what it points at, and sorts the descriptors. */
    static void resolve(ObjectNode form) {
        if (!(form.path("presentation_submission") instanceof ObjectNode submission)
                || !(submission.path("descriptor_map") instanceof ArrayNode map)) {
            return;
        }
        List<JsonNode> entries = new ArrayList<>();
        map.forEach(entry -> entries.add(resolved(entry, form.path("assertion"))));
        entries.sort(Comparator.comparing(entry -> entry.path("id").asText()));
        ArrayNode sorted = JsonNodeFactory.instance.arrayNode();
        entries.forEach(sorted::add);
        submission.set("descriptor_map", sorted);
    }

    private static JsonNode resolved(JsonNode entry, JsonNode assertion) {
        if (!(entry instanceof ObjectNode object)) {
            return entry;
        }
        ObjectNode copy = object.deepCopy();
        Matcher path = CREDENTIAL.matcher(object.path("path").asText());
        if (path.matches()) {
            JsonNode presentation = element(assertion, path.group(1));
            JsonNode content =
                    presentation.has("payload") ? presentation.path("payload").path("vp") : presentation;
            JsonNode credential = element(content.path("verifiableCredential"), path.group(2));
            copy.put("path", "a credential of " + types(credential));
        }
        return copy;
    }

    private static JsonNode element(JsonNode node, @Nullable String index) {
        return node.isArray() ? node.path(index == null ? 0 : Integer.parseInt(index)) : node;
    }

    private static String types(JsonNode credential) {
        JsonNode content =
                credential.has("payload") ? credential.path("payload").path("vc") : credential;
        return content.path("type").toString();
    }
}

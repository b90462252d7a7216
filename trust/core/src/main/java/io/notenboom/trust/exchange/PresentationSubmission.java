// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which presented credential is meant for which descriptor (Presentation Exchange v2 §6).
 *
 * @param id id
 * @param definitionId the definition it answers
 * @param descriptorMap the mapping, 1 to 32 entries
 */
public record PresentationSubmission(String id, String definitionId, List<Entry> descriptorMap) {

    /** Longest submission, in characters. */
    public static final int MAX_LENGTH = 32 * 1024;

    private static final int MAX_DEPTH = 3;
    private static final Set<String> MEMBERS = Set.of("id", "definition_id", "descriptor_map");
    private static final Set<String> ENTRY_MEMBERS = Set.of("id", "format", "path", "path_nested");
    private static final Set<String> FORMATS = Set.of("jwt", "jwt_vc", "jwt_vp", "ldp", "ldp_vc", "ldp_vp");

    /** Copies the list. */
    public PresentationSubmission {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(definitionId, "definitionId");
        descriptorMap = List.copyOf(descriptorMap);
    }

    /**
     * Reads a submission; members that the DIF schema does not know are refused.
     *
     * @throws SubmissionRefusedException with reason MALFORMED
     */
    public static PresentationSubmission parse(String text) throws SubmissionRefusedException {
        try {
            JsonNode node = StrictJson.parse(text, MAX_LENGTH);
            ObjectNode json = JsonShape.object(node, "presentation_submission", MEMBERS);
            List<Entry> entries = new ArrayList<>();
            for (JsonNode entry : JsonShape.array(
                    json.get("descriptor_map"), "descriptor_map", 1, PresentationDefinition.MAX_DESCRIPTORS)) {
                entries.add(entry(entry, 1));
            }
            return new PresentationSubmission(
                    JsonShape.text(json.get("id"), "id"),
                    JsonShape.text(json.get("definition_id"), "definition_id"),
                    entries);
        } catch (JsonInputException | DefinitionException malformed) {
            throw new SubmissionRefusedException(SubmissionRefusedException.Reason.MALFORMED);
        }
    }

    /** The submission as it is sent. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id).put("definition_id", definitionId);
        ArrayNode map = json.putArray("descriptor_map");
        descriptorMap.forEach(entry -> map.add(entry.toJson()));
        return json;
    }

    private static Entry entry(JsonNode node, int depth) {
        ObjectNode json = JsonShape.object(node, "descriptor_map", ENTRY_MEMBERS);
        String id = JsonShape.text(json.get("id"), "id");
        String format = JsonShape.text(json.get("format"), "format");
        String path = JsonShape.text(json.get("path"), "path");
        Entry nested = json.has("path_nested") ? entry(json.get("path_nested"), depth + 1) : null;
        boolean wellFormed = depth <= MAX_DEPTH
                && FORMATS.contains(format)
                && JsonPath.parse(path).isPresent()
                && (nested == null || nested.id().equals(id));
        if (!wellFormed) {
            throw new DefinitionException("descriptor_map", "has a wrong format, path or nesting");
        }
        return new Entry(id, format, path, nested);
    }

    /**
     * One mapping.
     *
     * @param id id of the descriptor
     * @param format claim format designation of what the path points at
     * @param path JSONPath into the presentation, or into the array of presentations
     * @param nested path inside what this path points at, null if none
     */
    public record Entry(
            String id, String format, String path, @Nullable Entry nested) {

        ObjectNode toJson() {
            ObjectNode json = JsonNodeFactory.instance
                    .objectNode()
                    .put("id", id)
                    .put("format", format)
                    .put("path", path);
            if (nested != null) {
                json.set("path_nested", nested.toJson());
            }
            return json;
        }
    }
}

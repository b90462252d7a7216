// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.exchange.PresentationDefinition.FormatRule;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads presentation definitions. The members limit_disclosure, is_holder, same_subject, statuses, intent_to_retain and
 * predicate are allowed and have no effect, as at Nuts nodes: all credentials of a presentation must be about its signer
 * anyway, and revoked ones never count. What would have an effect if it were understood, such as subject_is_issuer or
 * another filter keyword, is refused.
 */
final class DefinitionReader {

    private static final Set<String> DEFINITION_MEMBERS =
            Set.of("id", "name", "purpose", "format", "submission_requirements", "input_descriptors");
    private static final Set<String> DESCRIPTOR_MEMBERS =
            Set.of("id", "name", "purpose", "format", "group", "constraints");
    private static final Set<String> CONSTRAINT_MEMBERS =
            Set.of("fields", "limit_disclosure", "is_holder", "same_subject", "statuses");
    private static final Set<String> FORMATS = Set.of("jwt", "jwt_vc", "jwt_vp", "ldp", "ldp_vc", "ldp_vp");
    private static final int MAX_FIELDS = 32;
    private static final int MAX_NESTING = 4;

    private final String place;

    DefinitionReader(String place) {
        this.place = place;
    }

    static PresentationDefinition read(String text) {
        if (text.length() > PresentationDefinition.MAX_LENGTH) {
            throw new DefinitionException("presentation definition", "is too large");
        }
        JsonNode node;
        try {
            node = StrictJson.parse(text, PresentationDefinition.MAX_LENGTH);
        } catch (JsonInputException malformed) {
            throw new DefinitionException("presentation definition", "is not JSON without duplicate members");
        }
        return new DefinitionReader("presentation definition").definition(node);
    }

    PresentationDefinition definition(@Nullable JsonNode node) {
        ObjectNode json = JsonShape.object(node, place, DEFINITION_MEMBERS);
        FormatRule format = format(json.get("format"), place + ".format");
        List<InputDescriptor> descriptors = new ArrayList<>();
        List<JsonNode> nodes = JsonShape.array(
                json.get("input_descriptors"), place + ".input_descriptors", 1, PresentationDefinition.MAX_DESCRIPTORS);
        for (int index = 0; index < nodes.size(); index++) {
            descriptors.add(descriptor(nodes.get(index), place + ".input_descriptors[" + index + "]"));
        }
        List<SubmissionRequirement> requirements = json.has("submission_requirements")
                ? requirements(json.get("submission_requirements"), place + ".submission_requirements", 1)
                : List.of();
        checkUnique(descriptors, requirements.isEmpty());
        checkGroups(descriptors, requirements);
        return new PresentationDefinition(
                JsonShape.text(json.get("id"), place + ".id"), format, descriptors, requirements, json.deepCopy());
    }

    private InputDescriptor descriptor(JsonNode node, String at) {
        ObjectNode json = JsonShape.object(node, at, DESCRIPTOR_MEMBERS);
        ObjectNode constraints = JsonShape.object(json.get("constraints"), at + ".constraints", CONSTRAINT_MEMBERS);
        List<InputDescriptor.Field> fields = new ArrayList<>();
        if (constraints.has("fields")) {
            String fieldsAt = at + ".constraints.fields";
            List<JsonNode> nodes = JsonShape.array(constraints.get("fields"), fieldsAt, 0, MAX_FIELDS);
            for (int index = 0; index < nodes.size(); index++) {
                fields.add(new FieldReader(fieldsAt + "[" + index + "]").field(nodes.get(index)));
            }
        }
        List<String> groups = json.has("group")
                ? JsonShape.texts(json.get("group"), at + ".group", 0, PresentationDefinition.MAX_DESCRIPTORS)
                : List.of();
        return new InputDescriptor(
                JsonShape.text(json.get("id"), at + ".id"), groups, format(json.get("format"), at + ".format"), fields);
    }

    private static FormatRule format(@Nullable JsonNode node, String at) {
        if (node == null) {
            return FormatRule.ANY;
        }
        Map<String, Set<String>> accepted = new HashMap<>();
        JsonShape.object(node, at, FORMATS);
        JsonShape.entries(node, at, FORMATS.size()).forEach((name, details) -> {
            String member = name.startsWith("jwt") ? "alg" : "proof_type";
            ObjectNode object = JsonShape.object(details, at + "." + name, Set.of(member));
            accepted.put(
                    name,
                    object.has(member)
                            ? Set.copyOf(JsonShape.texts(object.get(member), at + "." + name + "." + member, 1, 16))
                            : Set.of());
        });
        return new FormatRule(accepted);
    }

    private static List<SubmissionRequirement> requirements(@Nullable JsonNode node, String at, int depth) {
        if (depth > MAX_NESTING) {
            throw new DefinitionException(at, "is nested more than " + MAX_NESTING + " deep");
        }
        List<SubmissionRequirement> requirements = new ArrayList<>();
        for (JsonNode element : JsonShape.array(node, at, 1, PresentationDefinition.MAX_DESCRIPTORS)) {
            requirements.add(requirement(element, at, depth));
        }
        return requirements;
    }

    private static SubmissionRequirement requirement(JsonNode node, String at, int depth) {
        ObjectNode json = JsonShape.object(
                node, at, Set.of("name", "purpose", "rule", "count", "min", "max", "from", "from_nested"));
        String rule = JsonShape.text(json.get("rule"), at + ".rule");
        if (!rule.equals("all") && !rule.equals("pick")) {
            throw new DefinitionException(at + ".rule", "must be all or pick");
        }
        if (json.has("from") == json.has("from_nested")) {
            throw new DefinitionException(at, "must have either from or from_nested");
        }
        Integer min = JsonShape.number(json.get("min"), at + ".min", 0);
        Integer max = JsonShape.number(json.get("max"), at + ".max", 0);
        if (min != null && max != null && min > max) {
            throw new DefinitionException(at, "must not have a min above its max");
        }
        return new SubmissionRequirement(
                rule.equals("all") ? SubmissionRequirement.Rule.ALL : SubmissionRequirement.Rule.PICK,
                JsonShape.number(json.get("count"), at + ".count", 1),
                min,
                max,
                json.has("from") ? JsonShape.text(json.get("from"), at + ".from") : null,
                json.has("from_nested")
                        ? requirements(json.get("from_nested"), at + ".from_nested", depth + 1)
                        : List.of());
    }

    private void checkUnique(List<InputDescriptor> descriptors, boolean allNeeded) {
        Set<String> ids = new HashSet<>();
        Set<String> fieldIds = new HashSet<>();
        for (InputDescriptor descriptor : descriptors) {
            if (!ids.add(descriptor.id())) {
                throw new DefinitionException(place, "has two input descriptors with one id");
            }
            Set<String> own = new HashSet<>();
            for (InputDescriptor.Field field : descriptor.fields()) {
                String id = field.id();
                if (id != null && (!own.add(id) || (allNeeded && !fieldIds.add(id)))) {
                    throw new DefinitionException(place, "has two fields with one id");
                }
            }
        }
    }

    private void checkGroups(List<InputDescriptor> descriptors, List<SubmissionRequirement> requirements) {
        Set<String> offered = new HashSet<>();
        descriptors.forEach(descriptor -> offered.addAll(descriptor.groups()));
        Set<String> used = new HashSet<>();
        requirements.forEach(requirement -> collectGroups(requirement, used));
        boolean ungrouped =
                descriptors.stream().anyMatch(descriptor -> descriptor.groups().isEmpty());
        if (!requirements.isEmpty() && (ungrouped || !offered.equals(used))) {
            throw new DefinitionException(
                    place, "must name every group of its descriptors in its submission requirements, and no other");
        }
    }

    private static void collectGroups(SubmissionRequirement requirement, Set<String> groups) {
        String from = requirement.from();
        if (from != null) {
            groups.add(from);
        }
        requirement.nested().forEach(nested -> collectGroups(nested, groups));
    }
}

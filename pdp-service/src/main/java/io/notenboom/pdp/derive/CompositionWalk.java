// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.derive;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.derive.DeriveOutcome.Bound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Collects every reference of a Composition, wherever it stands, within bounds. */
final class CompositionWalk {

    static final int MAX_REFERENCES = 2000;
    static final int MAX_SECTION_DEPTH = 32;

    private static final Set<String> SKIPPED = Set.of("contained", "text");

    private final List<String> references = new ArrayList<>();

    private CompositionWalk() {}

    /** The references, or the bound that the Composition breaks. */
    record Walked(List<String> references, Optional<Bound> broken) {}

    static Walked walk(JsonNode composition) {
        CompositionWalk walk = new CompositionWalk();
        Optional<Bound> broken = walk.visit(composition, 0);
        return new Walked(List.copyOf(walk.references), broken);
    }

    private Optional<Bound> visit(JsonNode node, int sections) {
        if (sections > MAX_SECTION_DEPTH) {
            return Optional.of(Bound.TOO_DEEP);
        }
        if (node.isArray()) {
            return visitAll(node, sections);
        }
        if (!node.isObject()) {
            return Optional.empty();
        }
        if (node.path("reference").isTextual()) {
            references.add(node.path("reference").asText());
            if (references.size() > MAX_REFERENCES) {
                return Optional.of(Bound.TOO_MANY_REFERENCES);
            }
        }
        for (var member : node.properties()) {
            if (!SKIPPED.contains(member.getKey())) {
                int depth = member.getKey().equals("section") ? sections + 1 : sections;
                Optional<Bound> broken = visit(member.getValue(), depth);
                if (broken.isPresent()) {
                    return broken;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Bound> visitAll(JsonNode array, int sections) {
        for (JsonNode element : array) {
            Optional<Bound> broken = visit(element, sections);
            if (broken.isPresent()) {
                return broken;
            }
        }
        return Optional.empty();
    }
}

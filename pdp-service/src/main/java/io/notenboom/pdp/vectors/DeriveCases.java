// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.derive.Derivation;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.ResourceLookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Compositions and what a flow opens of them. */
final class DeriveCases {

    private static final int MAX_REPEAT = 100_000;
    private static final int MAX_NEST = 1_000;

    private DeriveCases() {}

    static List<CaseResult> run(JsonNode file) {
        JsonNode rules = file.path("rules");
        return Case.run(file.path("cases"), about -> one(about, rules));
    }

    private static CaseResult one(Case about, JsonNode rules) {
        Map<String, JsonNode> resources = new HashMap<>();
        about.json()
                .path("resources")
                .forEach(resource -> resources.put(
                        resource.path("resourceType").asText() + "/"
                                + resource.path("id").asText(),
                        resource));
        ResourceLookup lookup = id -> resources.containsKey(id.reference())
                ? new ResourceLookup.Resource(resources.get(id.reference()))
                : new ResourceLookup.NotConsulted();
        JsonNode composition =
                expand(Case.require(about.json(), "composition", "the case").deepCopy());
        DeriveOutcome outcome = Derivation.derive(
                composition, Set.of(Case.require(rules, "ownBase", "rules").asText()), types(rules), lookup);
        return compare(about, about.json().path("expected"), outcome);
    }

    /** Those that the rules name, or else all of the version; a Binary is never named by itself. */
    private static Set<String> types(JsonNode rules) {
        Set<String> named = Case.texts(rules.path("types"));
        if (named.isEmpty()) {
            return CaseFile.version(rules.path("fhirVersion")).types();
        }
        named.add("Binary");
        return named;
    }

    private static CaseResult compare(Case about, JsonNode expected, DeriveOutcome outcome) {
        boolean grants = expected.path("outcome").asText().equals("grants");
        String wanted = grants
                ? "grants " + sorted(Case.texts(expected.path("granted"))) + ", not "
                        + sorted(Case.texts(expected.path("notGranted")))
                : "refuse " + expected.path("reason").asText();
        return switch (outcome) {
            case DeriveOutcome.Unreachable gone -> CaseResult.failed(about, wanted, "unreachable", "derivation");
            case DeriveOutcome.Refused refused -> {
                String got = "refuse " + refused.reason().wireName();
                yield !grants && got.equals(wanted)
                        ? CaseResult.passed(about)
                        : CaseResult.failed(about, wanted, got, "derivation");
            }
            case DeriveOutcome.Derived derived -> {
                Set<String> granted = derived.granted().stream()
                        .map(DeriveOutcome.Granted::reference)
                        .collect(Collectors.toSet());
                Set<String> refused = derived.refused().stream()
                        .map(DeriveOutcome.NotGranted::reference)
                        .collect(Collectors.toSet());
                boolean same = grants
                        && granted.equals(Case.texts(expected.path("granted")))
                        && refused.containsAll(Case.texts(expected.path("notGranted")));
                yield same
                        ? CaseResult.passed(about)
                        : CaseResult.failed(
                                about, wanted, "grants " + sorted(granted) + ", not " + sorted(refused), "derivation");
            }
        };
    }

    private static String sorted(Set<String> texts) {
        return new TreeSet<>(texts).toString();
    }

    /** {@code $nest} stands for sections nested so deep, {@code $repeat} for so many entries. */
    private static JsonNode expand(JsonNode composition) {
        JsonNode nest = composition.path("section").path("$nest");
        if (nest.isObject() && composition instanceof ObjectNode object) {
            object.set("section", nested(Math.clamp(nest.path("depth").asLong(), 1, MAX_NEST)));
        }
        JsonNode repeat = composition.path("section").path(0).path("entry").path("$repeat");
        if (repeat.isObject() && composition.path("section").path(0) instanceof ObjectNode section) {
            ArrayNode entries = JsonNodeFactory.instance.arrayNode();
            int times = Math.clamp(repeat.path("times").asLong(), 0, MAX_REPEAT);
            for (int index = 0; index < times; index++) {
                entries.addObject()
                        .put("reference", repeat.path("reference").asText().replace("{n}", Integer.toString(index)));
            }
            section.set("entry", entries);
        }
        return composition;
    }

    private static ArrayNode nested(int depth) {
        ArrayNode innermost = JsonNodeFactory.instance.arrayNode();
        innermost.addObject().putArray("entry").addObject().put("reference", "Condition/deep");
        ArrayNode section = innermost;
        for (int level = 1; level < depth; level++) {
            ArrayNode outer = JsonNodeFactory.instance.arrayNode();
            outer.addObject().set("section", section);
            section = outer;
        }
        return section;
    }
}

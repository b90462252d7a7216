// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.derive.Derivation;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.ResourceLookup;
import io.notenboom.pdp.request.FhirVersion;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The 25 Compositions of the derive vectors. */
class DeriveVectorsTest {

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        JsonNode file = VectorFile.read("own/fhir-target", "derive-cases.json");
        String ownBase = file.path("rules").path("ownBase").asText();
        assertThat(file.path("cases")).hasSize(25);
        return RequestVectorsTest.stream(file.path("cases"))
                .map(vector -> DynamicTest.dynamicTest(
                        vector.path("id").asText() + " " + vector.path("title").asText(),
                        () -> check(vector, ownBase)));
    }

    private static void check(JsonNode vector, String ownBase) {
        Map<String, JsonNode> resources = new HashMap<>();
        vector.path("resources")
                .forEach(resource -> resources.put(
                        resource.path("resourceType").asText() + "/"
                                + resource.path("id").asText(),
                        resource));
        ResourceLookup lookup = id -> resources.containsKey(id.reference())
                ? new ResourceLookup.Resource(resources.get(id.reference()))
                : new ResourceLookup.NotConsulted();
        JsonNode expected = vector.path("expected");
        DeriveOutcome outcome = Derivation.derive(
                expand(vector.path("composition").deepCopy()), Set.of(ownBase), FhirVersion.STU3, lookup);
        switch (outcome) {
            case DeriveOutcome.Unreachable gone -> throw new AssertionError("the vectors' server answers");
            case DeriveOutcome.Refused refused -> {
                assertThat(expected.path("outcome").asText()).isEqualTo("refuse");
                assertThat(refused.reason().wireName())
                        .isEqualTo(expected.path("reason").asText());
            }
            case DeriveOutcome.Derived derived -> {
                assertThat(expected.path("outcome").asText()).isEqualTo("grants");
                assertThat(derived.granted().stream().map(DeriveOutcome.Granted::reference))
                        .containsExactlyInAnyOrderElementsOf(texts(expected.path("granted")));
                assertThat(derived.refused().stream().map(DeriveOutcome.NotGranted::reference))
                        .containsAll(texts(expected.path("notGranted")));
            }
        }
    }

    private static List<String> texts(JsonNode array) {
        return RequestVectorsTest.stream(array).map(JsonNode::asText).toList();
    }

    private static JsonNode expand(JsonNode composition) {
        JsonNode nest = composition.path("section").path("$nest");
        if (nest.isObject()) {
            ((ObjectNode) composition).set("section", nested(nest.path("depth").asInt()));
        }
        JsonNode repeat = composition.path("section").path(0).path("entry").path("$repeat");
        if (repeat.isObject()) {
            ArrayNode entries = VectorFile.JSON.createArrayNode();
            for (int index = 0; index < repeat.path("times").asInt(); index++) {
                entries.addObject()
                        .put("reference", repeat.path("reference").asText().replace("{n}", Integer.toString(index)));
            }
            ((ObjectNode) composition.path("section").path(0)).set("entry", entries);
        }
        return composition;
    }

    private static ArrayNode nested(int depth) {
        ArrayNode section = VectorFile.JSON.createArrayNode();
        if (depth == 1) {
            section.addObject().putArray("entry").addObject().put("reference", "Condition/deep");
        } else {
            section.addObject().set("section", nested(depth - 1));
        }
        return section;
    }
}

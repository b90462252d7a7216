// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.derive;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.derive.DeriveOutcome.Because;
import io.notenboom.pdp.derive.DeriveOutcome.Derived;
import io.notenboom.pdp.document.FhirDocument;
import io.notenboom.pdp.document.FhirFormat;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The XML of a Composition, and of what it names, opens what its JSON opens, for the same reasons. */
class DeriveFromXmlPropertyTest {

    private static final Set<String> OWN = Set.of("https://own.example/fhir");
    private static final int MAX = 1_000_000;
    private static final List<String> REFERENCES = List.of(
            "Observation/1",
            "Observation/2",
            "Observation/3",
            "Observation/1/_history/2",
            "https://own.example/fhir/Observation/1",
            "https://foreign.example/fhir/Observation/1",
            "https://own.example/fhir.evil/Observation/1",
            "Patient/1",
            "Patient/2",
            "Practitioner/1",
            "Composition/2",
            "Task/1",
            "Binary/1",
            "DocumentReference/1",
            "#inside",
            "urn:uuid:53fefa32-fcbb-4ff8-8a92-55ee120877b7",
            "Observation?patient=1",
            "observation/1",
            "Observation/..",
            "Observation/1<&\"'");

    /** Where the references of a Composition stand. */
    private record Places(
            List<String> authors, List<String> extensions, List<String> entries, List<List<String>> sections) {}

    @Provide
    Arbitrary<Places> places() {
        Arbitrary<List<String>> some = Arbitraries.of(REFERENCES).list().ofMaxSize(4);
        return Combinators.combine(some, some, some, some.list().ofMaxSize(5)).as(Places::new);
    }

    @Provide
    Arbitrary<FhirVersion> versions() {
        return Arbitraries.of(FhirVersion.values());
    }

    @Property(tries = 300)
    void xmlOpensWhatJsonOpens(@ForAll("places") Places places, @ForAll("versions") FhirVersion version) {
        ObjectNode json = composition(places);
        byte[] xml = xml(json);
        DeriveOutcome fromJson = Derivation.derive(json, OWN, version, resource -> found(resource, FhirFormat.JSON));
        DeriveOutcome fromXml =
                Derivation.derive(read(xml, version), OWN, version, resource -> found(resource, FhirFormat.XML));
        assertThat(fromXml).isEqualTo(fromJson).isInstanceOf(Derived.class);
        assertThat(Derivation.derive(read(xml, version), OWN, version, ResourceLookup.NONE))
                .isEqualTo(Derivation.derive(json, OWN, version, ResourceLookup.NONE));
    }

    /** Whatever happens to the bytes: it is read or not, and opens nothing that does not stand in it. */
    @Property(tries = 500)
    void damagedXmlOpensNothingElse(
            @ForAll("places") Places places,
            @ForAll int at,
            @ForAll byte value,
            @ForAll("versions") FhirVersion version) {
        byte[] xml = xml(composition(places));
        xml[Math.floorMod(at, xml.length)] = value;
        Optional<FhirDocument> document = FhirDocument.stored(xml, FhirFormat.XML, version, MAX);
        if (document.isPresent()
                && Derivation.derive(document.get().json(), OWN, version, ResourceLookup.NONE)
                        instanceof Derived derived) {
            String text = new String(xml, StandardCharsets.UTF_8);
            assertThat(derived.granted())
                    .filteredOn(granted -> granted.reason() != Because.COMPOSITION)
                    .allSatisfy(granted -> assertThat(text).contains(granted.reference()));
        }
    }

    private static JsonNode read(byte[] xml, FhirVersion version) {
        return FhirDocument.stored(xml, FhirFormat.XML, version, MAX)
                .orElseThrow(() -> new AssertionError(new String(xml, StandardCharsets.UTF_8)))
                .json();
    }

    private static ObjectNode composition(Places places) {
        ObjectNode json =
                StrictJson.newObject().put("resourceType", "Composition").put("id", "1");
        json.putObject("text").put("status", "generated").put("div", "<div/>");
        json.putArray("contained").addObject().put("resourceType", "Patient").put("id", "inside");
        ArrayNode extensions = json.putArray("extension");
        for (String reference : places.extensions()) {
            extensions
                    .addObject()
                    .put("url", "http://x.example/e")
                    .putObject("valueReference")
                    .put("reference", reference);
        }
        json.put("status", "final");
        json.putObject("subject").put("reference", "Patient/1").put("display", "\u00e9 & <b>");
        json.put("date", "2026-11-10");
        references(json, "author", places.authors());
        json.put("title", "Handoff");
        ArrayNode into = json.putArray("section");
        for (List<String> section : places.sections()) {
            ObjectNode next = into.addObject().put("title", "s");
            references(next, "entry", section);
            into = next.putArray("section");
        }
        references(into.addObject().put("title", "last"), "entry", places.entries());
        return json;
    }

    private static void references(ObjectNode into, String name, List<String> references) {
        ArrayNode array = into.putArray(name);
        references.forEach(reference -> array.addObject().put("reference", reference));
    }

    /** Observation 1 and the document are of the patient, 2 of another, 3 of nobody; the rest is missing. */
    private static ResourceLookup.Found found(ResourceId id, FhirFormat format) {
        ObjectNode json = StrictJson.newObject().put("resourceType", id.type()).put("id", id.id());
        switch (id.reference()) {
            case "Patient/1", "Practitioner/1", "Observation/3" -> {}
            case "Observation/1" -> json.putObject("subject").put("reference", "Patient/1");
            case "Observation/2" -> json.putObject("subject").put("reference", "Patient/2");
            case "DocumentReference/1" -> {
                json.putObject("subject").put("reference", "https://own.example/fhir/Patient/1");
                ArrayNode content = json.putArray("content");
                for (String url : List.of("Binary/7", "https://foreign.example/fhir/Binary/8", "Observation/1")) {
                    content.addObject()
                            .putObject("attachment")
                            .put("contentType", "application/pdf")
                            .put("url", url);
                }
            }
            default -> {
                return new ResourceLookup.Missing();
            }
        }
        return new ResourceLookup.Resource(format == FhirFormat.JSON ? json : read(xml(json), FhirVersion.STU3));
    }

    private static byte[] xml(ObjectNode resource) {
        StringBuilder text = new StringBuilder();
        resource(resource, " xmlns=\"http://hl7.org/fhir\"", text);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void resource(JsonNode resource, String namespace, StringBuilder text) {
        String type = resource.path("resourceType").asText();
        text.append('<').append(type).append(namespace).append('>');
        elements(resource, text);
        text.append("</").append(type).append('>');
    }

    private static void elements(JsonNode node, StringBuilder text) {
        for (var member : node.properties()) {
            String name = member.getKey();
            boolean said = name.equals("resourceType") || (name.equals("url") && !node.has("contentType"));
            if (!said) {
                JsonNode value = member.getValue();
                (value.isArray() ? value : List.of(value)).forEach(one -> element(name, one, text));
            }
        }
    }

    private static void element(String name, JsonNode value, StringBuilder text) {
        if (name.equals("div")) {
            text.append("<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>a</p></div>");
        } else if (value.isTextual()) {
            text.append('<')
                    .append(name)
                    .append(" value=\"")
                    .append(escaped(value.asText()))
                    .append("\"/>");
        } else if (name.equals("contained")) {
            text.append("<contained>");
            resource(value, "", text);
            text.append("</contained>");
        } else {
            text.append('<').append(name);
            if (name.equals("extension")) {
                text.append(" url=\"")
                        .append(escaped(value.path("url").asText()))
                        .append('"');
            }
            text.append('>');
            elements(value, text);
            text.append("</").append(name).append('>');
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}

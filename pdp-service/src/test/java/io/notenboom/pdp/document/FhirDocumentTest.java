// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.derive.Derivation;
import io.notenboom.pdp.derive.DeriveOutcome;
import io.notenboom.pdp.derive.ResourceLookup;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.trust.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** XML and JSON of one resource are one. */
class FhirDocumentTest {

    private static final String STU3_XML = """
            <?xml version="1.0" encoding="UTF-8"?>
            <!-- a transfer -->
            <Task xmlns="http://hl7.org/fhir">
              <id value="1"/>
              <meta><versionId value="7"/><profile value="http://nictiz.nl/a"/><profile value="http://nictiz.nl/b"/></meta>
              <text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>in <b>progress</b> &amp; so</p></div></text>
              <extension url="http://x/location"><valueReference><reference value="Location/1"/></valueReference></extension>
              <identifier><system value="http://x"/><value value="a&lt;b&#10;c"/></identifier>
              <status value="in-progress"><extension url="http://x/why"><valueCode value="b"/></extension></status>
              <intent value="order"/>
              <code><coding><system value="http://snomed.info/sct"/><code value="308292007"/><userSelected value="true"/></coding></code>
              <requester><agent><identifier><value value="did:web:a"/></identifier></agent></requester>
              <restriction><repetitions value="2"/></restriction>
              <input id="i1"><type><text value="café"/></type><valueQuantity><value value="1.50"/></valueQuantity></input>
              <input><type><text value="b"/></type><valueBoolean value="false"/></input>
            </Task>
            """;
    private static final String STU3_JSON = """
            {"resourceType": "Task", "id": "1",
             "meta": {"versionId": "9", "profile": ["http://nictiz.nl/a", "http://nictiz.nl/b"]},
             "extension": [{"url": "http://x/location", "valueReference": {"reference": "Location/1"}}],
             "identifier": [{"system": "http://x", "value": "a<b\\nc"}],
             "status": "completed", "_status": {"extension": [{"url": "http://x/why", "valueCode": "b"}]},
             "intent": "order",
             "code": {"coding": [{"system": "http://snomed.info/sct", "code": "308292007", "userSelected": true}]},
             "requester": {"agent": {"identifier": {"value": "did:web:a"}}},
             "restriction": {"repetitions": 2},
             "input": [{"id": "i1", "type": {"text": "café"}, "valueQuantity": {"value": 1.5}},
                       {"type": {"text": "b"}, "valueBoolean": false}]}
            """;
    private static final String R4_XML = """
            <Task xmlns="http://hl7.org/fhir"><id value="1"/><instantiatesCanonical value="http://x|1"/>
            <status value="requested"/><intent value="order"/><encounter><reference value="Encounter/1"/></encounter>
            <requester><reference value="Organization/1"><extension url="e"><valueString value="s"/></extension></reference></requester>
            <reasonCode><text value="r"/></reasonCode></Task>
            """;
    private static final String R4_JSON = """
            {"resourceType": "Task", "id": "1", "instantiatesCanonical": "http://x|1", "status": "requested",
             "intent": "order", "encounter": {"reference": "Encounter/1"},
             "requester": {"reference": "Organization/1", "_reference": {"extension": [{"url": "e", "valueString": "s"}]}},
             "reasonCode": {"text": "r"}}
            """;

    @Test
    void bothFormatsLeadToOneRemainder() {
        assertThat(remainder(STU3_XML, FhirFormat.XML, FhirVersion.STU3))
                .isEqualTo(remainder(STU3_JSON, FhirFormat.JSON, FhirVersion.STU3));
        assertThat(remainder(R4_XML, FhirFormat.XML, FhirVersion.R4))
                .isEqualTo(remainder(R4_JSON, FhirFormat.JSON, FhirVersion.R4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Location/1", "a&lt;b", "308292007", "\"true\"", "did:web:a", "\"2\"", "1.50", "false", "i1"})
    void everyDifferenceIsSeen(String part) {
        String other =
                STU3_XML.replace(part, part.equals("false") ? "true" : part.equals("\"true\"") ? "\"false\"" : "9");
        assertThat(other).isNotEqualTo(STU3_XML);
        if (!part.equals("\"2\"")) {
            assertThat(remainder(other, FhirFormat.XML, FhirVersion.STU3))
                    .isNotEqualTo(remainder(STU3_XML, FhirFormat.XML, FhirVersion.STU3));
        }
    }

    @Test
    void whatRepeatsKeepsItsGaps() {
        String xml =
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><meta><profile value=\"a\"/><profile id=\"p\"/>"
                        + "<profile value=\"c\"/></meta><intent value=\"order\"/></Task>";
        assertThat(read(xml, FhirFormat.XML, FhirVersion.STU3)
                        .orElseThrow()
                        .json()
                        .path("meta"))
                .isEqualTo(StrictJson.parse(
                        "{\"profile\":[\"a\",null,\"c\"],\"_profile\":[null,{\"id\":\"p\"},null]}", 1000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<Task><id value=\"1\"/></Task>",
                "<Patient xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/></Patient>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><id value=\"2\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><status value=\"completed\"/><id value=\"1\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><status value=\"a\"/><status value=\"b\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\" x=\"y\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><nothing value=\"1\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/>text</Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><![CDATA[x]]></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><?php x?></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"&x;\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><x:status xmlns:x=\"http://x\" value=\"a\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><contained><Patient/></contained></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/><restriction><repetitions value=\"02\"/></restriction></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/></Task><Task xmlns=\"http://hl7.org/fhir\"/>",
                "<!DOCTYPE Task><Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/></Task>",
                "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/></Task>",
                "<Task xmlns=\"http://hl7.org/fhir\" xmlns:xi=\"http://www.w3.org/2001/XInclude\"><id value=\"1\"/><xi:include href=\"file:///etc/passwd\"/></Task>",
                ""
            })
    void refusesWhatIsNotStrict(String xml) {
        assertThat(read(xml, FhirFormat.XML, FhirVersion.STU3)).isEmpty();
    }

    @Test
    void refusesDepthSizeAndOtherEncodings() {
        String deep = "<extension url=\"a\">".repeat(70) + "</extension>".repeat(70);
        assertThat(read(
                        "<Task xmlns=\"http://hl7.org/fhir\"><id value=\"1\"/>" + deep + "</Task>",
                        FhirFormat.XML,
                        FhirVersion.R4))
                .isEmpty();
        byte[] latin = STU3_XML.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(FhirDocument.read(latin, FhirFormat.XML, FhirVersion.STU3, 10_000))
                .isEmpty();
        byte[] utf8 = STU3_XML.getBytes(StandardCharsets.UTF_8);
        assertThat(FhirDocument.read(utf8, FhirFormat.XML, FhirVersion.STU3, utf8.length))
                .isPresent();
        assertThat(FhirDocument.read(utf8, FhirFormat.XML, FhirVersion.STU3, utf8.length - 1))
                .isEmpty();
        assertThat(read("\uFEFF" + STU3_XML, FhirFormat.XML, FhirVersion.STU3)).isEmpty();
    }

    /** An element of one version is none of the other. */
    @Test
    void versionsDiffer() {
        assertThat(read(R4_XML, FhirFormat.XML, FhirVersion.STU3)).isEmpty();
        assertThat(read(STU3_XML, FhirFormat.XML, FhirVersion.R4)).isEmpty();
    }

    @Test
    void aCompositionInXmlIsDerivedFrom() {
        String xml = """
                <Composition xmlns="http://hl7.org/fhir"><id value="9"/><status value="final"/>
                <subject><reference value="Patient/1"/></subject><author><reference value="Practitioner/1"/></author>
                <title value="t"/><section><text><status value="empty"/><div xmlns="http://www.w3.org/1999/xhtml"/></text>
                <section><entry><reference value="Condition/1"/></entry><entry><reference value="Condition/2"/></entry></section>
                </section></Composition>
                """;
        for (FhirVersion version : FhirVersion.values()) {
            DeriveOutcome outcome = Derivation.derive(
                    read(xml, FhirFormat.XML, version).orElseThrow().json(),
                    Set.of("https://own/fhir"),
                    version,
                    ResourceLookup.NONE);
            assertThat(outcome).isInstanceOfSatisfying(DeriveOutcome.Derived.class, derived -> assertThat(
                            derived.granted())
                    .extracting(DeriveOutcome.Granted::reference)
                    .containsExactly("Composition/9", "Condition/1", "Condition/2", "Patient/1", "Practitioner/1"));
        }
    }

    private static Optional<FhirDocument> read(String text, FhirFormat format, FhirVersion version) {
        return FhirDocument.read(text.strip().getBytes(StandardCharsets.UTF_8), format, version, 100_000);
    }

    private static String remainder(String text, FhirFormat format, FhirVersion version) {
        if (TaskDocument.of(read(text, format, version).orElseThrow()) instanceof TaskDocument task) {
            return task.remainderHash();
        }
        throw new AssertionError("not a Task");
    }
}

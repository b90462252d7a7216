// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.derive;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.pdp.derive.DeriveOutcome.Because;
import io.notenboom.pdp.derive.DeriveOutcome.Bound;
import io.notenboom.pdp.derive.DeriveOutcome.Derived;
import io.notenboom.pdp.derive.DeriveOutcome.Granted;
import io.notenboom.pdp.derive.DeriveOutcome.NotGranted;
import io.notenboom.pdp.derive.DeriveOutcome.Refused;
import io.notenboom.pdp.derive.DeriveOutcome.Why;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * From a Composition (STU3 or R4) to the list of resources that a flow opens: the Composition, its patient, and what it
 * names as far as that is on the same server, of a type that care data has, and of the same patient.
 */
public final class Derivation {

    private static final Set<String> ADMINISTRATIVE =
            Set.of("Organization", "Practitioner", "PractitionerRole", "Location", "HealthcareService");
    private static final Set<String> CLINICAL = Set.of(
            "AllergyIntolerance",
            "CarePlan",
            "CareTeam",
            "Condition",
            "Consent",
            "Coverage",
            "Device",
            "DeviceUseStatement",
            "DiagnosticReport",
            "DocumentReference",
            "Encounter",
            "EpisodeOfCare",
            "Flag",
            "Goal",
            "Immunization",
            "MedicationAdministration",
            "MedicationDispense",
            "MedicationRequest",
            "MedicationStatement",
            "NutritionOrder",
            "Observation",
            "Procedure",
            "ProcedureRequest",
            "QuestionnaireResponse",
            "RelatedPerson",
            "ServiceRequest");
    private static final List<String> PATIENT_ELEMENTS = List.of("subject", "patient", "beneficiary");

    private final ReferenceReader references;
    private final ResourceLookup lookup;
    private final Map<String, Granted> granted = new TreeMap<>();
    private final List<NotGranted> refused = new ArrayList<>();
    private @Nullable String unreachable;

    private Derivation(ReferenceReader references, ResourceLookup lookup) {
        this.references = references;
        this.lookup = lookup;
    }

    /**
     * Derives the list.
     *
     * @param ownBases base URLs of the customer's FHIR server, without a slash at the end; references below them are local
     */
    public static DeriveOutcome derive(
            JsonNode composition, Set<String> ownBases, FhirVersion version, ResourceLookup lookup) {
        return derive(composition, ownBases, version.types(), lookup);
    }

    /**
     * Derives the list where a server has some of the resource types of its version only.
     *
     * @param types their names
     */
    public static DeriveOutcome derive(
            JsonNode composition, Set<String> ownBases, Set<String> types, ResourceLookup lookup) {
        String id = composition.path("id").asText("");
        if (!"Composition".equals(composition.path("resourceType").textValue()) || !ResourceId.validId(id)) {
            return new Refused(Bound.NOT_A_COMPOSITION);
        }
        CompositionWalk.Walked walked = CompositionWalk.walk(composition);
        if (walked.broken().isPresent()) {
            return new Refused(walked.broken().get());
        }
        ReferenceReader reader = new ReferenceReader(ownBases, types);
        String subject = composition.path("subject").path("reference").asText("");
        if (reader.read(subject) instanceof ReferenceReader.Local patient
                && patient.resource().type().equals("Patient")) {
            Derivation derivation = new Derivation(reader, lookup);
            return derivation.run(new ResourceId("Composition", id), patient.resource(), walked.references());
        }
        return new Refused(Bound.NO_SUBJECT);
    }

    private DeriveOutcome run(ResourceId composition, ResourceId patient, List<String> found) {
        grant(composition, Because.COMPOSITION, true);
        grantExisting(patient, Because.SUBJECT, patient.reference());
        for (String reference : new LinkedHashSet<>(found)) {
            if (unreachable != null) {
                return new DeriveOutcome.Unreachable(unreachable);
            }
            switch (references.read(reference)) {
                case ReferenceReader.NotLocal other -> refuse(reference, other.why());
                case ReferenceReader.Local local -> judge(local.resource(), reference, composition, patient);
            }
        }
        return unreachable != null
                ? new DeriveOutcome.Unreachable(unreachable)
                : new Derived(composition.reference(), patient.reference(), List.copyOf(granted.values()), refused);
    }

    private void judge(ResourceId resource, String reference, ResourceId composition, ResourceId patient) {
        if (granted.containsKey(resource.reference()) || resource.equals(composition) || resource.equals(patient)) {
            return;
        }
        switch (resource.type()) {
            case "Patient" -> refuse(reference, Why.OTHER_PATIENT);
            case "Composition" -> refuse(reference, Why.OTHER_COMPOSITION);
            case "Binary" -> refuse(reference, Why.NOT_AN_ATTACHMENT);
            default -> {
                if (ADMINISTRATIVE.contains(resource.type())) {
                    grantExisting(resource, Because.ADMINISTRATIVE, reference);
                } else if (CLINICAL.contains(resource.type())) {
                    judgeClinical(resource, reference, patient);
                } else {
                    refuse(reference, Why.TYPE_NOT_GRANTED);
                }
            }
        }
    }

    private void judgeClinical(ResourceId resource, String reference, ResourceId patient) {
        switch (lookup.find(resource)) {
            case ResourceLookup.NotConsulted unknown -> grant(resource, Because.LISTED, false);
            case ResourceLookup.Missing missing -> refuse(reference, Why.MISSING);
            case ResourceLookup.Unreachable gone -> unreachable = gone.what();
            case ResourceLookup.Resource found -> {
                Set<ReferenceReader.Reading> patients = patients(found.content());
                if (patients.isEmpty()) {
                    refuse(reference, Why.NO_PATIENT);
                } else if (patients.equals(Set.of(new ReferenceReader.Local(patient)))) {
                    grant(resource, Because.LISTED, true);
                    attachments(resource, found.content());
                } else {
                    refuse(reference, Why.OTHER_PATIENT);
                }
            }
        }
    }

    private Set<ReferenceReader.Reading> patients(JsonNode resource) {
        Set<ReferenceReader.Reading> patients = new LinkedHashSet<>();
        for (String element : PATIENT_ELEMENTS) {
            if (resource.has(element)) {
                patients.add(
                        references.read(resource.path(element).path("reference").asText("")));
            }
        }
        return patients;
    }

    private void attachments(ResourceId resource, JsonNode document) {
        if (!resource.type().equals("DocumentReference")) {
            return;
        }
        for (JsonNode content : document.path("content")) {
            String url = content.path("attachment").path("url").asText("");
            switch (references.read(url)) {
                case ReferenceReader.NotLocal other -> refuse(url, other.why());
                case ReferenceReader.Local local
                when local.resource().type().equals("Binary") -> grant(local.resource(), Because.ATTACHMENT, true);
                case ReferenceReader.Local local -> refuse(url, Why.NOT_AN_ATTACHMENT);
            }
        }
    }

    private void grantExisting(ResourceId resource, Because reason, String reference) {
        switch (lookup.find(resource)) {
            case ResourceLookup.Resource found -> grant(resource, reason, true);
            case ResourceLookup.NotConsulted unknown -> grant(resource, reason, false);
            case ResourceLookup.Missing missing -> refuse(reference, Why.MISSING);
            case ResourceLookup.Unreachable gone -> unreachable = gone.what();
        }
    }

    private void grant(ResourceId resource, Because reason, boolean verified) {
        granted.put(resource.reference(), new Granted(resource.reference(), reason, verified));
    }

    private void refuse(String reference, Why reason) {
        refused.add(new NotGranted(reference, reason));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.request;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A FHIR version in force at a customer, with the resource types it defines (exact, case-sensitive names). */
public enum FhirVersion {
    /** FHIR 3.0.2, the version of the Nictiz eOverdracht profiles. */
    STU3("""
            Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse
            AuditEvent Basic Binary BodySite Bundle CapabilityStatement CarePlan CareTeam ChargeItem Claim
            ClaimResponse ClinicalImpression CodeSystem Communication CommunicationRequest
            CompartmentDefinition Composition ConceptMap Condition Consent Contract Coverage DataElement
            DetectedIssue Device DeviceComponent DeviceMetric DeviceRequest DeviceUseStatement DiagnosticReport
            DocumentManifest DocumentReference EligibilityRequest EligibilityResponse Encounter Endpoint
            EnrollmentRequest EnrollmentResponse EpisodeOfCare ExpansionProfile ExplanationOfBenefit
            FamilyMemberHistory Flag Goal GraphDefinition Group GuidanceResponse HealthcareService
            ImagingManifest ImagingStudy Immunization ImmunizationRecommendation ImplementationGuide Library
            Linkage List Location Measure MeasureReport Media Medication MedicationAdministration
            MedicationDispense MedicationRequest MedicationStatement MessageDefinition MessageHeader
            NamingSystem NutritionOrder Observation OperationDefinition OperationOutcome Organization
            Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner
            PractitionerRole Procedure ProcedureRequest ProcessRequest ProcessResponse Provenance Questionnaire
            QuestionnaireResponse ReferralRequest RelatedPerson RequestGroup ResearchStudy ResearchSubject
            RiskAssessment Schedule SearchParameter Sequence ServiceDefinition Slot Specimen
            StructureDefinition StructureMap Subscription Substance SupplyDelivery SupplyRequest Task
            TestReport TestScript ValueSet VisionPrescription
            """),
    /** FHIR 4.0.1. */
    R4("""
            Account ActivityDefinition AdverseEvent AllergyIntolerance Appointment AppointmentResponse
            AuditEvent Basic Binary BiologicallyDerivedProduct BodyStructure Bundle CapabilityStatement
            CarePlan CareTeam CatalogEntry ChargeItem ChargeItemDefinition Claim ClaimResponse
            ClinicalImpression CodeSystem Communication CommunicationRequest CompartmentDefinition Composition
            ConceptMap Condition Consent Contract Coverage CoverageEligibilityRequest
            CoverageEligibilityResponse DetectedIssue Device DeviceDefinition DeviceMetric DeviceRequest
            DeviceUseStatement DiagnosticReport DocumentManifest DocumentReference EffectEvidenceSynthesis
            Encounter Endpoint EnrollmentRequest EnrollmentResponse EpisodeOfCare EventDefinition Evidence
            EvidenceVariable ExampleScenario ExplanationOfBenefit FamilyMemberHistory Flag Goal GraphDefinition
            Group GuidanceResponse HealthcareService ImagingStudy Immunization ImmunizationEvaluation
            ImmunizationRecommendation ImplementationGuide InsurancePlan Invoice Library Linkage List Location
            Measure MeasureReport Media Medication MedicationAdministration MedicationDispense
            MedicationKnowledge MedicationRequest MedicationStatement MedicinalProduct
            MedicinalProductAuthorization MedicinalProductContraindication MedicinalProductIndication
            MedicinalProductIngredient MedicinalProductInteraction MedicinalProductManufactured
            MedicinalProductPackaged MedicinalProductPharmaceutical MedicinalProductUndesirableEffect
            MessageDefinition MessageHeader MolecularSequence NamingSystem NutritionOrder Observation
            ObservationDefinition OperationDefinition OperationOutcome Organization OrganizationAffiliation
            Parameters Patient PaymentNotice PaymentReconciliation Person PlanDefinition Practitioner
            PractitionerRole Procedure Provenance Questionnaire QuestionnaireResponse RelatedPerson
            RequestGroup ResearchDefinition ResearchElementDefinition ResearchStudy ResearchSubject
            RiskAssessment RiskEvidenceSynthesis Schedule SearchParameter ServiceRequest Slot Specimen
            SpecimenDefinition StructureDefinition StructureMap Subscription Substance SubstanceNucleicAcid
            SubstancePolymer SubstanceProtein SubstanceReferenceInformation SubstanceSourceMaterial
            SubstanceSpecification SupplyDelivery SupplyRequest Task TerminologyCapabilities TestReport
            TestScript ValueSet VerificationResult VisionPrescription
            """);

    private final Set<String> types;
    private final Map<String, String> byLowerCase;

    FhirVersion(String types) {
        this.types = Set.of(types.strip().split("\\s+"));
        this.byLowerCase = this.types.stream()
                .collect(Collectors.toUnmodifiableMap(type -> type.toLowerCase(Locale.ROOT), Function.identity()));
    }

    /** The names of all resource types of this version. */
    public Set<String> types() {
        return types;
    }

    /** The type whose name in lower case this is, as narrow scopes write it. */
    public Optional<String> typeOfLowerCase(String name) {
        return Optional.ofNullable(byLowerCase.get(name));
    }
}

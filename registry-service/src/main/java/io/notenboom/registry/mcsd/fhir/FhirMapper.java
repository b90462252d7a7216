// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd.fhir;

import io.notenboom.registry.mcsd.DirectoryResource;
import io.notenboom.registry.mcsd.Entry;
import io.notenboom.registry.mcsd.ResourceKey;
import io.notenboom.registry.mcsd.Version;
import io.notenboom.registry.mcsd.query.Coding;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Endpoint;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.Organization;
import org.hl7.fhir.r4.model.OrganizationAffiliation;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** From the directory to FHIR resources. References are relative, {@code Type/id}. */
final class FhirMapper {

    private static final String CONNECTION_TYPE = "http://terminology.hl7.org/CodeSystem/endpoint-connection-type";
    private static final String CAPABILITIES =
            "http://nuts-foundation.github.io/nl-generic-functions-ig/CodeSystem/nl-gf-data-exchange-capabilities";
    private static final String IDENTIFIER_TYPE =
            "http://nuts-foundation.github.io/nl-generic-functions-ig/CodeSystem/identifier-type-codes";
    private static final String REST = "hl7-fhir-rest";

    private FhirMapper() {}

    /** The resource; empty for one that is gone. */
    static Optional<Resource> resource(Entry entry) {
        DirectoryResource resource = entry.resource();
        if (resource == null) {
            return Optional.empty();
        }
        Resource mapped =
                switch (resource) {
                    case DirectoryResource.CareOrganisation care -> organization(care);
                    case DirectoryResource.Vendor vendor -> organization(vendor);
                    case DirectoryResource.Affiliation affiliation -> affiliation(affiliation);
                    case DirectoryResource.ServiceEndpoint endpoint -> endpoint(endpoint);
                };
        Version version = entry.version();
        mapped.setId(version.key().id());
        mapped.getMeta().setVersionId(versionId(version)).setLastUpdatedElement(instant(version.lastUpdated()));
        return Optional.of(mapped);
    }

    static String versionId(Version version) {
        return Long.toString(version.number());
    }

    static InstantType instant(Instant time) {
        return new InstantType(
                Date.from(time),
                ca.uhn.fhir.model.api.TemporalPrecisionEnum.MILLI,
                java.util.TimeZone.getTimeZone("UTC"));
    }

    private static Organization organization(DirectoryResource.CareOrganisation care) {
        Organization organization = new Organization();
        List<Coding.Identifier> identifiers = Coding.identifiers(care);
        identifiers.subList(0, identifiers.size() - 1).forEach(found -> organization.addIdentifier(identifier(found)));
        organization.addIdentifier(assigned(identifiers));
        organization.setActive(care.active()).setName(care.name());
        if (!care.unit().isBlank() && !care.unit().equals(care.name())) {
            organization.addAlias(care.unit());
        }
        organization.addType(organisationType("prov", "Healthcare Provider"));
        organization
                .addAddress()
                .setCity(care.address().city())
                .setState(care.address().province())
                .setCountry(care.address().country());
        care.endpoints().forEach(key -> organization.addEndpoint(reference(key)));
        return organization;
    }

    private static Organization organization(DirectoryResource.Vendor vendor) {
        Organization organization = new Organization();
        Coding.identifiers(vendor).forEach(found -> organization.addIdentifier(identifier(found)));
        organization.setActive(true).setName(vendor.name());
        organization.addType(organisationType("other", "Other"));
        return organization;
    }

    /** The identifier that the author of a directory gives: the OID, assigned by the organisation with the URA if it is known. */
    private static Identifier assigned(List<Coding.Identifier> identifiers) {
        Identifier assigned = identifier(identifiers.getLast());
        assigned.setType(concept(IDENTIFIER_TYPE, "author", "author"));
        identifiers.stream()
                .filter(found -> found.system().equals(Coding.URA))
                .findFirst()
                .ifPresent(ura -> assigned.setAssigner(new Reference().setIdentifier(identifier(ura))));
        return assigned;
    }

    private static OrganizationAffiliation affiliation(DirectoryResource.Affiliation found) {
        OrganizationAffiliation affiliation = new OrganizationAffiliation();
        affiliation.addIdentifier(identifier(new Coding.Identifier(Coding.URI, "urn:uuid:" + found.contractId())));
        affiliation
                .setActive(found.active())
                .setPeriod(period(found.start(), found.end()))
                .setOrganization(reference(found.organisation()))
                .setParticipatingOrganization(reference(found.vendor()))
                .addCode(concept(Coding.AFFILIATION_ROLE, "agency", "Agency"));
        found.endpoints().forEach(key -> affiliation.addEndpoint(reference(key)));
        return affiliation;
    }

    private static Endpoint endpoint(DirectoryResource.ServiceEndpoint found) {
        Endpoint endpoint = new Endpoint();
        endpoint.addIdentifier(identifier(new Coding.Identifier(Coding.URI, found.endpointId())));
        endpoint.setStatus(found.active() ? Endpoint.EndpointStatus.ACTIVE : Endpoint.EndpointStatus.OFF)
                .setConnectionType(new org.hl7.fhir.r4.model.Coding(CONNECTION_TYPE, REST, "HL7 FHIR"))
                .setManagingOrganization(
                        (found.vendorListed() ? reference(found.vendor().key()) : new Reference())
                                .setIdentifier(identifier(
                                        Coding.identifiers(found.vendor()).getFirst()))
                                .setDisplay(found.vendor().name()))
                .setPeriod(period(found.start(), found.end()))
                .addPayloadType(payloadType(found))
                .setAddress(found.location());
        return endpoint;
    }

    /** The code that the table of endpoint types gives; for a type without one its own URN. */
    private static CodeableConcept payloadType(DirectoryResource.ServiceEndpoint found) {
        String code = found.payloadType();
        CodeableConcept concept =
                code == null ? concept(Coding.URI, found.type(), null) : concept(CAPABILITIES, code, null);
        return concept.setText(found.type());
    }

    private static CodeableConcept organisationType(String code, String display) {
        return concept(Coding.ORGANISATION_TYPE, code, display);
    }

    private static CodeableConcept concept(String system, String code, @Nullable String display) {
        return new CodeableConcept(new org.hl7.fhir.r4.model.Coding(system, code, display));
    }

    private static Identifier identifier(Coding.Identifier identifier) {
        return new Identifier().setSystem(identifier.system()).setValue(identifier.value());
    }

    private static Reference reference(ResourceKey key) {
        return new Reference(key.reference());
    }

    private static Period period(Instant start, @Nullable Instant end) {
        Period period = new Period();
        period.setStartElement(new org.hl7.fhir.r4.model.DateTimeType(start.toString()));
        if (end != null) {
            period.setEndElement(new org.hl7.fhir.r4.model.DateTimeType(end.toString()));
        }
        return period;
    }
}

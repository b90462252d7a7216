// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.annotation.RequiredParam;
import ca.uhn.fhir.rest.annotation.Search;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.param.TokenParam;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.provider.HashMapResourceProvider;
import ca.uhn.fhir.util.FhirTerser;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.jspecify.annotations.Nullable;

/** Keeps the resources of one type in memory; an update with {@code If-Match} of another version than the current is 409. */
final class StoredResourceProvider<T extends IBaseResource> extends HashMapResourceProvider<T> {

    private static final List<String> TYPES = List.of(
            "AllergyIntolerance",
            "Binary",
            "Composition",
            "Condition",
            "Coverage",
            "DocumentReference",
            "Encounter",
            "Flag",
            "NutritionOrder",
            "Observation",
            "Organization",
            "Patient",
            "Practitioner",
            "PractitionerRole",
            "Procedure",
            "RelatedPerson",
            "Task");

    private final Class<T> type;

    private StoredResourceProvider(FhirContext context, Class<T> type) {
        super(context, type);
        this.type = type;
    }

    /** One for each resource type that the server knows, in the version of the context. */
    static List<StoredResourceProvider<?>> all(FhirContext context) {
        return TYPES.stream()
                .<StoredResourceProvider<?>>map(type -> of(context, implementation(context, type)))
                .toList();
    }

    private static Class<? extends IBaseResource> implementation(FhirContext context, String type) {
        return context.getResourceDefinition(type).getImplementingClass();
    }

    private static <R extends IBaseResource> StoredResourceProvider<R> of(FhirContext context, Class<R> type) {
        return new StoredResourceProvider<>(context, type);
    }

    /** A resource of this type by its id. */
    Optional<IBaseResource> find(String id) {
        return getStoredResources().stream()
                .filter(stored -> id.equals(stored.getIdElement().getIdPart()))
                .<IBaseResource>map(stored -> stored)
                .findFirst();
    }

    /** The resources with an identifier, in order of id. */
    @Search
    public List<T> withIdentifier(@RequiredParam(name = "identifier") TokenParam identifier) {
        FhirTerser terser = getFhirContext().newTerser();
        return getStoredResources().stream()
                .filter(stored -> terser.getValues(stored, "identifier").stream()
                        .anyMatch(found -> identifier
                                        .getSystem()
                                        .equals(terser.getSinglePrimitiveValueOrNull(found, "system"))
                                && identifier.getValue().equals(terser.getSinglePrimitiveValueOrNull(found, "value"))))
                .sorted(Comparator.comparing(stored -> stored.getIdElement().getIdPart()))
                .toList();
    }

    /** Whether it keeps resources of a type. */
    boolean keeps(String name) {
        return getFhirContext().getResourceType(type).equals(name);
    }

    /** Stores the resource under its own id when it is of this type. */
    boolean accept(IBaseResource resource) {
        if (!type.isInstance(resource)) {
            return false;
        }
        var unused = store(type.cast(resource));
        return true;
    }

    @Override
    public synchronized MethodOutcome update(T resource, @Nullable String conditional, RequestDetails request) {
        String expected = request.getHeader("If-Match");
        if (expected != null && !expected.equals("W/\"" + currentVersion(resource) + "\"")) {
            throw new ResourceVersionConflictException(
                    "The resource has another version than If-Match says: read it again.");
        }
        return super.update(resource, conditional, request);
    }

    private String currentVersion(T resource) {
        String id = resource.getIdElement().getIdPart();
        return getStoredResources().stream()
                .filter(stored -> stored.getIdElement().getIdPart().equals(id))
                .findFirst()
                .map(stored -> stored.getIdElement().getVersionIdPart())
                .orElse("");
    }
}

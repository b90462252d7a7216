// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.ResourceVersionConflictException;
import ca.uhn.fhir.rest.server.provider.HashMapResourceProvider;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.dstu3.model.AllergyIntolerance;
import org.hl7.fhir.dstu3.model.Binary;
import org.hl7.fhir.dstu3.model.Composition;
import org.hl7.fhir.dstu3.model.Condition;
import org.hl7.fhir.dstu3.model.Coverage;
import org.hl7.fhir.dstu3.model.DocumentReference;
import org.hl7.fhir.dstu3.model.Encounter;
import org.hl7.fhir.dstu3.model.Flag;
import org.hl7.fhir.dstu3.model.NutritionOrder;
import org.hl7.fhir.dstu3.model.Observation;
import org.hl7.fhir.dstu3.model.Organization;
import org.hl7.fhir.dstu3.model.Patient;
import org.hl7.fhir.dstu3.model.Practitioner;
import org.hl7.fhir.dstu3.model.PractitionerRole;
import org.hl7.fhir.dstu3.model.Procedure;
import org.hl7.fhir.dstu3.model.RelatedPerson;
import org.hl7.fhir.dstu3.model.Resource;
import org.hl7.fhir.dstu3.model.Task;
import org.jspecify.annotations.Nullable;

/** Keeps the resources of one type in memory; an update with {@code If-Match} of another version than the current is 409. */
final class StoredResourceProvider<T extends Resource> extends HashMapResourceProvider<T> {

    private final Class<T> type;

    private StoredResourceProvider(FhirContext context, Class<T> type) {
        super(context, type);
        this.type = type;
    }

    /** One for each resource type that the server knows. */
    static List<StoredResourceProvider<? extends Resource>> all(FhirContext context) {
        Stream<Class<? extends Resource>> types = Stream.of(
                AllergyIntolerance.class,
                Binary.class,
                Composition.class,
                Condition.class,
                Coverage.class,
                DocumentReference.class,
                Encounter.class,
                Flag.class,
                NutritionOrder.class,
                Observation.class,
                Organization.class,
                Patient.class,
                Practitioner.class,
                PractitionerRole.class,
                Procedure.class,
                RelatedPerson.class,
                Task.class);
        return types.<StoredResourceProvider<? extends Resource>>map(type -> of(context, type))
                .toList();
    }

    private static <R extends Resource> StoredResourceProvider<R> of(FhirContext context, Class<R> type) {
        return new StoredResourceProvider<>(context, type);
    }

    /** Stores the resource under its own id when it is of this type. */
    boolean accept(Resource resource) {
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

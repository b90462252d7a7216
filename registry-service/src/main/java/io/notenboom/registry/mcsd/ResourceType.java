// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import java.util.Arrays;
import java.util.Optional;

/** The types of FHIR resources that a directory serves. Of the last four this registry knows nothing: they are empty. */
public enum ResourceType {
    /** Care organisations and vendors. */
    ORGANIZATION("Organization"),
    /** Endpoints. */
    ENDPOINT("Endpoint"),
    /** Contracts between vendors and care organisations. */
    ORGANIZATION_AFFILIATION("OrganizationAffiliation"),
    /** Places. */
    LOCATION("Location"),
    /** Services that are offered. */
    HEALTHCARE_SERVICE("HealthcareService"),
    /** What somebody does where. */
    PRACTITIONER_ROLE("PractitionerRole"),
    /** People. */
    PRACTITIONER("Practitioner");

    private final String fhirName;

    ResourceType(String fhirName) {
        this.fhirName = fhirName;
    }

    /** The name in FHIR. */
    public String fhirName() {
        return fhirName;
    }

    /** The type with a name in FHIR. */
    public static Optional<ResourceType> of(String fhirName) {
        return Arrays.stream(values())
                .filter(type -> type.fhirName.equals(fhirName))
                .findFirst();
    }
}

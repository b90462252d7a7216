// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What can be found of a care organisation; one for each vendor that has a contract with it in force.
 *
 * @param organisation its OID
 * @param vendor OID of the vendor
 * @param name its name
 * @param unit its name or that of a unit within it
 * @param city town; null if it is not known
 * @param province province
 * @param endpointTypes types of its endpoints in force
 */
public record OrganisationDocument(
        String organisation,
        String vendor,
        String name,
        String unit,
        @Nullable String city,
        String province,
        Set<String> endpointTypes) {

    /** Copies the set. */
    public OrganisationDocument {
        endpointTypes = Set.copyOf(endpointTypes);
    }

    /** Name, and the unit if it is another. */
    public String displayName() {
        return unit.isBlank() || unit.equals(name) ? name : name + ", " + unit;
    }
}

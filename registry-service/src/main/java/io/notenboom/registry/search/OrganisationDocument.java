// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What can be found of a care organisation as one contract names it. At one moment a vendor has at most one document of an
 * organisation in force.
 *
 * @param organisation its OID
 * @param vendor OID of the vendor
 * @param contract id of the contract; with organisation and vendor it names the document
 * @param label what it is called and where it is
 * @param identifiers other texts by which it is found as a whole: numbers such as AGB, URA, KvK
 * @param periods when the document counts, by time
 * @param endpointTypes when it has an endpoint of a type in force, by type
 */
public record OrganisationDocument(
        String organisation,
        String vendor,
        String contract,
        Label label,
        Set<String> identifiers,
        List<Period> periods,
        Map<String, List<Period>> endpointTypes) {

    /**
     * What people read.
     *
     * @param name name of the organisation
     * @param unit its name or that of a unit within it
     * @param city town; null if it is not known
     * @param province province
     */
    public record Label(String name, String unit, @Nullable String city, String province) {

        /** Name, and the unit if it is another. */
        public String displayName() {
            return unit.isBlank() || unit.equals(name) ? name : name + ", " + unit;
        }

        /** The town, or nothing. */
        public String cityText() {
            return city == null ? "" : city;
        }
    }

    /** Copies the collections. */
    public OrganisationDocument {
        identifiers = Set.copyOf(identifiers);
        periods = List.copyOf(periods);
        endpointTypes = endpointTypes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> List.copyOf(entry.getValue())));
    }
}

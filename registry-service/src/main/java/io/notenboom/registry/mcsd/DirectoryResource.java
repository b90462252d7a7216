// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the directory says, before it is FHIR. Two are equal exactly if their FHIR resources are, but for the version. */
public sealed interface DirectoryResource {

    /** Its name. */
    ResourceKey key();

    /** Fixed text of everything that it says, to see whether it changed. */
    default String fingerprint() {
        return ResourceKey.hash(toString());
    }

    /**
     * A care organisation.
     *
     * @param key its name
     * @param oid its OID
     * @param name name
     * @param unit name of a unit within it, or the same
     * @param address where it is
     * @param kvk number at the Chamber of Commerce
     * @param active whether a contract is in force
     * @param endpoints all its endpoints, those that ended included
     */
    record CareOrganisation(
            ResourceKey key,
            String oid,
            String name,
            String unit,
            Address address,
            String kvk,
            boolean active,
            List<ResourceKey> endpoints)
            implements DirectoryResource {

        /** Copies the list. */
        public CareOrganisation {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * Where an organisation is.
     *
     * @param city town; null if it is not known
     * @param province province
     * @param country country
     */
    record Address(@Nullable String city, String province, String country) {}

    /**
     * A vendor.
     *
     * @param key its name
     * @param oid its OID, which ends with its number at the Chamber of Commerce
     * @param name name
     */
    record Vendor(ResourceKey key, String oid, String name) implements DirectoryResource {}

    /**
     * An approved contract.
     *
     * @param key its name
     * @param contractId id of the contract
     * @param organisation the care organisation
     * @param vendor the vendor
     * @param active whether it is in force
     * @param start from when
     * @param end until when; null without an end
     * @param endpoints endpoints of this vendor for the organisation
     */
    record Affiliation(
            ResourceKey key,
            String contractId,
            ResourceKey organisation,
            ResourceKey vendor,
            boolean active,
            Instant start,
            @Nullable Instant end,
            List<ResourceKey> endpoints)
            implements DirectoryResource {

        /** Copies the list. */
        public Affiliation {
            endpoints = List.copyOf(endpoints);
        }
    }

    /**
     * An endpoint.
     *
     * @param key its name
     * @param endpointId URN of the endpoint
     * @param type URN of its type
     * @param payloadType FHIR payload type of that type; null if it has none
     * @param location its URL
     * @param organisation the care organisation
     * @param vendor the vendor, who manages it
     * @param vendorListed whether the vendor is a resource of the same directory
     * @param active whether it is in force
     * @param start from when
     * @param end until when; null without an end
     */
    record ServiceEndpoint(
            ResourceKey key,
            String endpointId,
            String type,
            @Nullable String payloadType,
            String location,
            ResourceKey organisation,
            Vendor vendor,
            boolean vendorListed,
            boolean active,
            Instant start,
            @Nullable Instant end)
            implements DirectoryResource {

        /** The same in a directory that does not list vendors. */
        public ServiceEndpoint withoutVendor() {
            return new ServiceEndpoint(
                    key, endpointId, type, payloadType, location, organisation, vendor, false, active, start, end);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which organisations count at all.
 *
 * @param city only those in this town, with the same tolerance as for names; null for any
 * @param endpointType only those with an endpoint of this type (its own URN, no alias) in force; null for any
 * @param vendor only those of the vendor with this OID; null for any
 * @param at contracts and endpoints in force at this moment; null for now, on later pages for the moment of the first page
 */
public record SearchFilter(
        @Nullable String city,
        @Nullable String endpointType,
        @Nullable String vendor,
        @Nullable Instant at) {

    /** Everything that is in force now. */
    public static final SearchFilter NONE = new SearchFilter(null, null, null, null);
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text words of the name, perhaps of the town; typing errors are tolerated. 1 to {@link #MAX_TEXT} characters
 * @param city only organisations in this town, with the same tolerance; null for any
 * @param endpointType only organisations with an endpoint of this type in force; null for any
 * @param vendor only organisations of the vendor with this OID; null for any
 * @param limit at most this many hits, 1 to {@link #MAX_LIMIT}
 * @param cursor {@code next} of an earlier page of the same query; null for the first page
 */
public record SearchQuery(
        String text,
        @Nullable String city,
        @Nullable String endpointType,
        @Nullable String vendor,
        int limit,
        @Nullable String cursor) {

    /** Most characters of the text and of the town. */
    public static final int MAX_TEXT = 200;

    /** Most hits of a page. */
    public static final int MAX_LIMIT = 100;

    /** @throws IllegalArgumentException if a value is out of range */
    public SearchQuery {
        if (text.isBlank() || text.length() > MAX_TEXT || (city != null && city.length() > MAX_TEXT)) {
            throw new IllegalArgumentException(
                    "query and city have at most " + MAX_TEXT + " characters, query at least 1");
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw new IllegalArgumentException("limit is 1 to " + MAX_LIMIT);
        }
    }

    /** A query without filters. */
    public static SearchQuery of(String text, int limit) {
        return new SearchQuery(text, null, null, null, limit, null);
    }
}

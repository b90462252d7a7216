// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import org.jspecify.annotations.Nullable;

/**
 * What to look for.
 *
 * @param text words of the name, perhaps of the town; typing errors are tolerated. Or an identifier: the OID, or the AGB, URA
 *     or KvK number. 1 to {@link #MAX_TEXT} characters
 * @param exact only organisations of which the text is the whole name, but for case, accents and punctuation
 * @param filter which organisations count
 * @param near where the caller is; null if that plays no part
 * @param limit at most this many hits, 1 to {@link #MAX_LIMIT}
 * @param cursor {@code next} of an earlier page of the same query; null for the first page
 */
public record SearchQuery(
        String text,
        boolean exact,
        SearchFilter filter,
        @Nullable Place near,
        int limit,
        @Nullable String cursor) {

    /** Most characters of the text and of the town. */
    public static final int MAX_TEXT = 200;

    /** Most hits of a page. */
    public static final int MAX_LIMIT = 100;

    /** Most characters of a cursor. */
    public static final int MAX_CURSOR = 1_000;

    /** @throws IllegalArgumentException if a value is out of range */
    public SearchQuery {
        String city = filter.city();
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
        return new SearchQuery(text, false, SearchFilter.NONE, null, limit, null);
    }

    /** The same with another filter. */
    public SearchQuery with(SearchFilter wanted) {
        return new SearchQuery(text, exact, wanted, near, limit, cursor);
    }

    /** The page after this one. */
    public SearchQuery after(@Nullable String next) {
        return new SearchQuery(text, exact, filter, near, limit, next);
    }
}

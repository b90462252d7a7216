// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import java.util.List;
import java.util.Map;

/** An index of organisations; a cache that can be built again at any time. Safe for many threads. */
public interface OrganisationIndex extends AutoCloseable {

    /**
     * Replaces all documents of each of these organisations. What it replaced is found by every search that begins after
     * it returned.
     *
     * @param documents by OID of the organisation; an empty list takes the organisation out
     */
    void replace(Map<String, List<OrganisationDocument>> documents);

    /**
     * Finds documents.
     *
     * @throws IllegalArgumentException if the cursor is not one that an earlier page gave
     */
    SearchPage search(SearchQuery query);

    /** Gives back memory. */
    @Override
    void close();
}

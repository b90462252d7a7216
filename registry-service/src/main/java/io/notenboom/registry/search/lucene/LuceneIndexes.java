// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.OrganisationIndex;

/** Makes indexes. */
public final class LuceneIndexes {

    private LuceneIndexes() {}

    /** An empty index in memory. */
    public static OrganisationIndex inMemory() {
        return new LuceneOrganisationIndex();
    }
}

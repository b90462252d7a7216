// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.IndexFailureException;
import io.notenboom.registry.search.OrganisationIndex;
import java.nio.file.Path;

/** Makes indexes. */
public final class LuceneIndexes {

    private static final System.Logger LOG = System.getLogger(LuceneIndexes.class.getName());

    private LuceneIndexes() {}

    /** An empty index in memory. */
    public static OrganisationIndex inMemory() {
        return new LuceneOrganisationIndex(new GenerationStore.InMemory());
    }

    /**
     * An index in a folder of its own, with what is there if it can be used. Damaged files are dropped. When the folder itself
     * cannot be used the index is in memory, and the log says so: search is no reason for a node not to start.
     */
    public static OrganisationIndex inFolder(Path folder) {
        try {
            return new LuceneOrganisationIndex(new GenerationStore.OnDisk(folder));
        } catch (IndexFailureException failure) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "search index in memory, as nothing can be written to " + folder,
                    failure);
            return inMemory();
        }
    }
}

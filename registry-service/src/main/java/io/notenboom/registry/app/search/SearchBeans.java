// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.search;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.search.IndexedOrganisations;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.lucene.LuceneIndexes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Wires search. */
final class SearchBeans {

    @Produces
    @Singleton
    OrganisationIndex index(NodeConfig node) {
        return LuceneIndexes.inFolder(node.dataDir().resolve("search-index"));
    }

    void close(@Disposes OrganisationIndex index) {
        index.close();
    }

    @Produces
    @Singleton
    IndexedOrganisations search(OrganisationIndex index, RegistryProjection projection, InstantSource clock) {
        return new IndexedOrganisations(index, projection, clock);
    }

    void close(@Disposes IndexedOrganisations search) {
        search.close();
    }
}

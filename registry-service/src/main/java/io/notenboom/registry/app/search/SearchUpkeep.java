// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.search;

import io.notenboom.registry.search.IndexedOrganisations;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;

/** Keeps the search index fresh, and its files not far behind. */
@Singleton
public class SearchUpkeep {

    private final IndexedOrganisations search;

    SearchUpkeep(IndexedOrganisations search) {
        this.search = search;
    }

    @Scheduled(
            every = "1s",
            delayed = "1s",
            identity = "search-refresh",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        search.refresh();
    }

    @Scheduled(
            every = "30s",
            delayed = "30s",
            identity = "search-commit",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void commit() {
        search.commit();
    }
}

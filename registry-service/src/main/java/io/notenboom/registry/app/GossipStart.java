// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.search.IndexedOrganisations;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Builds the search index when the log has been read. */
@Singleton
public class GossipStart {

    /** After {@link RegistryStart}, which has the default priority. */
    private static final int AFTER_THE_LOG_WAS_READ = 5_000;

    private final IndexedOrganisations search;

    GossipStart(IndexedOrganisations search) {
        this.search = search;
    }

    void index(@Observes @Priority(AFTER_THE_LOG_WAS_READ) StartupEvent event) {
        search.start();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.registry.enrolment.NodeIdentityReady;
import io.notenboom.registry.gossip.RegistryGossip;
import io.notenboom.registry.search.IndexedOrganisations;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Builds the search index when the log has been read; starts gossip when this node has its identity certificate. */
@Singleton
public class GossipStart {

    /** After {@link RegistryStart}, which has the default priority. */
    private static final int AFTER_THE_LOG_WAS_READ = 5_000;

    private final RegistryGossip gossip;
    private final IndexedOrganisations search;

    GossipStart(RegistryGossip gossip, IndexedOrganisations search) {
        this.gossip = gossip;
        this.search = search;
    }

    void index(@Observes @Priority(AFTER_THE_LOG_WAS_READ) StartupEvent event) {
        search.start();
    }

    void talk(@Observes NodeIdentityReady ready) {
        gossip.open(ready.identity());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.search.IndexStatus;
import io.notenboom.registry.search.IndexedOrganisations;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while search or the care services directory are built for the first time, or when the log takes nothing more. */
@Readiness
@Singleton
public final class RegistryReady implements HealthCheck {

    private final EventLog log;
    private final IndexedOrganisations search;
    private final Directory directory;

    RegistryReady(EventLog log, IndexedOrganisations search, Directory directory) {
        this.log = log;
        this.search = search;
        this.directory = directory;
    }

    @Override
    public HealthCheckResponse call() {
        IndexStatus.State index = search.status().state();
        return HealthCheckResponse.named("registry")
                .status(!log.failed() && index != IndexStatus.State.BUILDING && directory.isReady())
                .withData("events", log.size())
                .withData("search", index.wireName())
                .withData("directory", directory.isReady() ? "serving" : "building")
                .withData("log", log.failed() ? "failed" : "open")
                .build();
    }
}

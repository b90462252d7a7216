// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.metrics;

import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.search.IndexStatus;
import io.notenboom.registry.search.IndexedOrganisations;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Not ready while search or the care services directory are built for the first time. A log that takes nothing more is no
 * reason: look-ups go on.
 */
@Readiness
@Singleton
public final class RegistryReady implements HealthCheck {

    private final IndexedOrganisations search;
    private final Directory directory;

    RegistryReady(IndexedOrganisations search, Directory directory) {
        this.search = search;
        this.directory = directory;
    }

    @Override
    public HealthCheckResponse call() {
        IndexStatus.State index = search.status().state();
        return HealthCheckResponse.named("registry")
                .status(index != IndexStatus.State.BUILDING && directory.isReady())
                .withData("search", index.wireName())
                .withData("directory", directory.isReady() ? "serving" : "building")
                .build();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.mcsd;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.notenboom.registry.mcsd.Directory;
import io.notenboom.registry.mcsd.ResourceType;
import io.notenboom.registry.mcsd.api.AdministrationDirectory;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Begins the care services directories when the log was read, and notices what begins and ends. */
@Singleton
public class McsdStart {

    /** After {@link io.notenboom.registry.app.RegistryStart}, which has the default priority. */
    private static final int AFTER_THE_LOG_WAS_READ = 5_100;

    private final Directory directory;
    private final AdministrationDirectory administration;

    McsdStart(Directory directory, AdministrationDirectory administration) {
        this.directory = directory;
        this.administration = administration;
    }

    void start(@Observes @Priority(AFTER_THE_LOG_WAS_READ) StartupEvent event) {
        directory.start();
        administration.directory().start();
    }

    /** {@code registry.mcsd.resources}: number of resources by directory and type. */
    void figures(@Observes StartupEvent event, MeterRegistry meters) {
        for (ResourceType type : ResourceType.values()) {
            figure(meters, "query", directory, type);
            figure(meters, "administration", administration.directory(), type);
        }
    }

    private static void figure(MeterRegistry meters, String name, Directory shown, ResourceType type) {
        Gauge.builder("registry.mcsd.resources", shown, counted -> counted.count(type))
                .description("Resources of the care services directory")
                .tag("directory", name)
                .tag("type", type.fhirName())
                .register(meters);
    }

    @Scheduled(
            every = "1s",
            delayed = "1s",
            identity = "directory-refresh",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        directory.refresh();
        administration.directory().refresh();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app.mcsd;

import io.notenboom.registry.mcsd.Directory;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** Begins the care services directory when the log was read, and notices what begins and ends. */
@Singleton
public class McsdStart {

    /** After {@link io.notenboom.registry.app.RegistryStart}, which has the default priority. */
    private static final int AFTER_THE_LOG_WAS_READ = 5_100;

    private final Directory directory;

    McsdStart(Directory directory) {
        this.directory = directory;
    }

    void start(@Observes @Priority(AFTER_THE_LOG_WAS_READ) StartupEvent event) {
        directory.start();
    }

    @Scheduled(
            every = "1s",
            delayed = "1s",
            identity = "directory-refresh",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        directory.refresh();
    }
}

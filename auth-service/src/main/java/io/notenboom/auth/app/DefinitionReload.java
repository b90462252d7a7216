// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.discovery.ServiceDefinitions;
import io.notenboom.auth.policy.PolicyFinding;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads the definitions of discovery services at start and every few seconds, and logs findings when they change. */
@Startup
@Singleton
class DefinitionReload {

    private static final Logger LOG = Logger.getLogger(DefinitionReload.class);

    private final ServiceDefinitions definitions;

    DefinitionReload(ServiceDefinitions definitions) {
        this.definitions = definitions;
    }

    /** A folder that cannot be read keeps nobody from starting: it is reported, and read again. */
    @PostConstruct
    void load() {
        reload();
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void reload() {
        try {
            report(definitions.reload());
        } catch (UncheckedIOException unreadable) {
            LOG.error("the folder of discovery definitions cannot be read; they stay as they are", unreadable);
        }
    }

    private static void report(List<PolicyFinding> findings) {
        for (PolicyFinding finding : findings) {
            switch (finding.severity()) {
                case ERROR -> LOG.errorf("discovery definition %s: %s", finding.file(), finding.message());
                case WARNING -> LOG.warnf("discovery definition %s: %s", finding.file(), finding.message());
            }
        }
    }
}

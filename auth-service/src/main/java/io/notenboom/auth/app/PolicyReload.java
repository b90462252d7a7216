// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.policy.PolicyFinding;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.util.List;
import org.jboss.logging.Logger;

/** Reads the policy files at start and every few seconds, and logs findings when they change. */
@Startup
@Singleton
class PolicyReload {

    private static final Logger LOG = Logger.getLogger(PolicyReload.class);

    private final Policies policies;

    PolicyReload(Policies policies) {
        this.policies = policies;
    }

    @PostConstruct
    void load() {
        report(policies.reload());
    }

    @Scheduled(every = "5s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void reload() {
        try {
            report(policies.reload());
        } catch (UncheckedIOException unreadable) {
            LOG.error("the policy folder cannot be read; the policies stay as they are", unreadable);
        }
    }

    private static void report(List<PolicyFinding> findings) {
        for (PolicyFinding finding : findings) {
            switch (finding.severity()) {
                case ERROR -> LOG.errorf("policy file %s: %s", finding.file(), finding.message());
                case WARNING -> LOG.warnf("policy file %s: %s", finding.file(), finding.message());
            }
        }
    }
}

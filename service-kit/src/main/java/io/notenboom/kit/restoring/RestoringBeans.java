// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.restoring;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Wires the mark of a restore, and tells of it: a line in the log, and the gauge {@code restoring}. */
final class RestoringBeans {

    private static final Logger LOG = Logger.getLogger(RestoringMark.class);

    @Produces
    @Singleton
    RestoringMark restoringMark(NodeConfig config) {
        return new RestoringMark(config.dataDir());
    }

    void tell(@Observes StartupEvent event, RestoringMark mark, ServiceMeters meters) {
        meters.gauge(
                "restoring",
                "1 while the node is being restored, and signs and issues nothing",
                () -> mark.isOn() ? 1 : 0);
        if (mark.isOn()) {
            LOG.warn(
                    "this node is being restored: it signs and issues nothing until notenboom backup restore has ended");
        }
    }
}

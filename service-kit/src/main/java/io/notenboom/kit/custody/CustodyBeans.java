// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.custody;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.forward.ForwardingCustodian;
import io.notenboom.custody.forward.RestoringCustodian;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.metrics.ServiceMeters;
import io.notenboom.kit.paused.PausedCustodian;
import io.notenboom.kit.restoring.RestoringMark;
import io.notenboom.vault.TransitCustodian;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.Map;

/** The custodian of a service, by configuration. */
final class CustodyBeans {

    private static final Map<String, Integer> BREAKER = Map.of("closed", 0, "half_open", 1, "open", 2);

    @Produces
    @Singleton
    KeyCustodian custodian(
            NodeConfig config,
            InstantSource clock,
            CustodianStatus status,
            ServiceMeters meters,
            RestoringMark restoring) {
        KeyCustodian custodian = CustodianFromConfig.make(config, clock);
        if (custodian instanceof TransitCustodian vault) {
            status.watch(vault);
            meters.gauge(
                    "custody.reachable",
                    "1 while the custodian can be used, 0 while it cannot",
                    () -> status.isReachable() ? 1 : 0);
            meters.gauge(
                    "custody.breaker",
                    "Whether calls to the custodian pass (0), one tries (1) or none passes (2)",
                    () -> BREAKER.getOrDefault(status.breaker(), 2));
        }
        MeteredCustodian metered = new MeteredCustodian(custodian, meters);
        return new RestoringCustodian(config.paused() ? new PausedCustodian(metered) : metered, restoring::isOn);
    }

    void close(@Disposes KeyCustodian custodian) {
        if (custodian instanceof ForwardingCustodian own) {
            own.close();
        }
    }
}

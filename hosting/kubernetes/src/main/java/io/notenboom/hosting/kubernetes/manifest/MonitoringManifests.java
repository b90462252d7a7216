// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.notenboom.hosting.customer.DerivedNames;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the Prometheus operator needs to find a node's metrics. */
final class MonitoringManifests {

    private final NodeScope scope;
    private final PlatformConfig platform;

    MonitoringManifests(NodeScope scope, PlatformConfig platform) {
        this.scope = scope;
        this.platform = platform;
    }

    List<HasMetadata> all() {
        if (platform.monitoring() == null || !platform.monitoring().serviceMonitors()) {
            return List.of();
        }
        GenericKubernetesResource monitor = new GenericKubernetesResource();
        monitor.setApiVersion("monitoring.coreos.com/v1");
        monitor.setKind("ServiceMonitor");
        monitor.setMetadata(scope.meta("node"));
        Map<String, Object> spec = new LinkedHashMap<>();
        spec.put(
                "selector",
                Map.of("matchLabels", Map.of(DerivedNames.LABEL, scope.names().labelValue())));
        spec.put("targetLabels", List.of(DerivedNames.LABEL));
        spec.put("endpoints", List.of(endpoint()));
        monitor.setAdditionalProperty("spec", spec);
        return List.of(monitor);
    }

    private static Map<String, Object> endpoint() {
        Map<String, Object> endpoint = new LinkedHashMap<>();
        endpoint.put("port", "management");
        endpoint.put("path", "/q/metrics");
        endpoint.put("interval", "30s");
        return endpoint;
    }
}

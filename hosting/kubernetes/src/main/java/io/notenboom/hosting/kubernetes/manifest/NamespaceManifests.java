// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRangeBuilder;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The customer's namespace, and what bounds everything in it. */
final class NamespaceManifests {

    private static final String POD_SECURITY = "pod-security.kubernetes.io/";

    private final NodeScope scope;
    private final NodeSizing sizing;

    NamespaceManifests(NodeScope scope, NodeSizing sizing) {
        this.scope = scope;
        this.sizing = sizing;
    }

    Namespace namespace() {
        Map<String, String> labels = scope.labels();
        for (String level : List.of("enforce", "audit", "warn")) {
            labels.put(POD_SECURITY + level, "restricted");
        }
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(scope.namespace())
                .withLabels(labels)
                .endMetadata()
                .build();
    }

    List<HasMetadata> bounds() {
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new ResourceQuotaBuilder()
                .withMetadata(scope.meta("node"))
                .withNewSpec()
                .withHard(new TreeMap<>(sizing.quota()))
                .endSpec()
                .build());
        objects.add(new LimitRangeBuilder()
                .withMetadata(scope.meta("node"))
                .withNewSpec()
                .addNewLimit()
                .withType("Container")
                .withDefault(limits("500m", "256Mi"))
                .withDefaultRequest(limits("50m", "256Mi"))
                .endLimit()
                .addNewLimit()
                .withType("PersistentVolumeClaim")
                .withMax(Map.of("storage", new Quantity(sizing.largestVolumeGib() + "Gi")))
                .endLimit()
                .endSpec()
                .build());
        return objects;
    }

    private static Map<String, Quantity> limits(String cpu, String memory) {
        Map<String, Quantity> limits = new TreeMap<>();
        limits.put("cpu", new Quantity(cpu));
        limits.put("memory", new Quantity(memory));
        return limits;
    }

    /** Accounts without any right in the cluster; no token is mounted unless a pod asks for it. */
    List<HasMetadata> accounts(List<NodeComponent> components) {
        return components.stream()
                .map(NodeComponent::account)
                .distinct()
                .map(account -> (HasMetadata) new ServiceAccountBuilder()
                        .withMetadata(scope.meta(account))
                        .withAutomountServiceAccountToken(false)
                        .build())
                .toList();
    }
}

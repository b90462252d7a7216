// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.notenboom.hosting.kubernetes.platform.PlatformConfig;
import java.util.Map;

/** Workloads whose pods have a volume each, which nothing but a person removes. */
final class StatefulSets {

    /** Name of the volume. */
    static final String DATA = "data";

    private final NodeScope scope;
    private final NodeSizing sizing;
    private final PlatformConfig platform;

    StatefulSets(NodeScope scope, NodeSizing sizing, PlatformConfig platform) {
        this.scope = scope;
        this.sizing = sizing;
        this.platform = platform;
    }

    StatefulSet of(NodeComponent component, PodTemplateSpec pod) {
        // a writer's successor starts only after it is gone; replicas of the others are independent of each other
        boolean ordered = component == NodeComponent.REGISTRY || component == NodeComponent.REDIS;
        return new StatefulSetBuilder()
                .withMetadata(scope.meta(component))
                .withNewSpec()
                .withServiceName(component.label())
                .withReplicas(sizing.scales(component) ? null : sizing.replicas(component))
                .withRevisionHistoryLimit(3)
                .withPodManagementPolicy(ordered ? "OrderedReady" : "Parallel")
                .withNewSelector()
                .withMatchLabels(scope.selector(component))
                .endSelector()
                .withNewUpdateStrategy()
                .withType("RollingUpdate")
                .endUpdateStrategy()
                .withNewPersistentVolumeClaimRetentionPolicy()
                .withWhenDeleted("Retain")
                .withWhenScaled("Retain")
                .endPersistentVolumeClaimRetentionPolicy()
                .withTemplate(pod)
                .withVolumeClaimTemplates(claim(component))
                .endSpec()
                .build();
    }

    private PersistentVolumeClaim claim(NodeComponent component) {
        return new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(DATA)
                .withLabels(scope.selector(component))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(platform.storageClass())
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(sizing.volumeGib(component) + "Gi")))
                .endResources()
                .endSpec()
                .build();
    }
}

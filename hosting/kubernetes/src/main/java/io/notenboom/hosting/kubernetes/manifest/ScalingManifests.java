// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBuilder;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * How many replicas there are, and how many may be away. Only what may have several: a budget for the one writer would keep
 * machines from being emptied for ever.
 */
final class ScalingManifests {

    private static final int BUSY_PERCENT = 70;
    private static final int CALM_SECONDS = 300;

    private final NodeScope scope;
    private final NodeSizing sizing;

    ScalingManifests(NodeScope scope, NodeSizing sizing) {
        this.scope = scope;
        this.sizing = sizing;
    }

    List<HasMetadata> of(NodeComponent component) {
        if (!sizing.scales(component)) {
            return List.of();
        }
        List<HasMetadata> objects = new ArrayList<>();
        objects.add(new PodDisruptionBudgetBuilder()
                .withMetadata(scope.meta(component))
                .withNewSpec()
                .withNewMaxUnavailable(1)
                .withUnhealthyPodEvictionPolicy("AlwaysAllow")
                .withNewSelector()
                .withMatchLabels(scope.selector(component))
                .endSelector()
                .endSpec()
                .build());
        objects.add(autoscaler(component));
        return objects;
    }

    private HasMetadata autoscaler(NodeComponent component) {
        return new HorizontalPodAutoscalerBuilder()
                .withMetadata(scope.meta(component))
                .withNewSpec()
                .withNewScaleTargetRef(
                        "apps/v1", component == NodeComponent.PROXY ? "Deployment" : "StatefulSet", component.label())
                .withMinReplicas(sizing.replicas(component))
                .withMaxReplicas(sizing.mostReplicas(component))
                .addNewMetric()
                .withType("Resource")
                .withNewResource()
                .withName("cpu")
                .withNewTarget()
                .withType("AverageValue")
                .withAverageValue(sizing.busyCpu(BUSY_PERCENT))
                .endTarget()
                .endResource()
                .endMetric()
                .withNewBehavior()
                .withNewScaleDown()
                .withStabilizationWindowSeconds(CALM_SECONDS)
                .endScaleDown()
                .endBehavior()
                .endSpec()
                .build();
    }
}

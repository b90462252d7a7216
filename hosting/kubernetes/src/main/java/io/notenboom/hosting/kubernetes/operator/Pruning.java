// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha3.BackendTLSPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.notenboom.hosting.customer.CustomerSpec;
import io.notenboom.hosting.customer.DerivedNames;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.kubernetes.manifest.NodeManifests;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Removes what an earlier specification of a customer had rendered and the present one does not. Only what carries the
 * customer's labels and ours, and never what holds data: no volume claim, Secret or namespace.
 */
final class Pruning {

    private static final Map<StepKind, List<Class<? extends HasMetadata>>> KINDS = Map.of(
            StepKind.PLACE, List.of(NetworkPolicy.class),
            StepKind.NODE,
                    List.of(
                            HorizontalPodAutoscaler.class,
                            PodDisruptionBudget.class,
                            Deployment.class,
                            StatefulSet.class,
                            Service.class,
                            ConfigMap.class),
            StepKind.ROUTES, List.of(HTTPRoute.class, TLSRoute.class, BackendTLSPolicy.class),
            StepKind.BACKUP, List.of(CronJob.class));

    private final Cluster cluster;

    Pruning(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Removes what is left of a step's kinds. */
    void prune(CustomerSpec spec, NodeManifests manifests, StepKind step) {
        DerivedNames names = spec.names();
        Set<String> wanted = manifests.all().stream().map(Pruning::key).collect(Collectors.toSet());
        Map<String, String> labels =
                Map.of(DerivedNames.LABEL, names.labelValue(), "app.kubernetes.io/managed-by", "notenboom");
        for (Class<? extends HasMetadata> kind : KINDS.getOrDefault(step, List.of())) {
            for (HasMetadata object : cluster.list(kind, names.namespace(), labels)) {
                if (!wanted.contains(key(object))) {
                    cluster.delete(object);
                }
            }
        }
    }

    private static String key(HasMetadata object) {
        return object.getKind() + "/" + object.getMetadata().getName();
    }
}

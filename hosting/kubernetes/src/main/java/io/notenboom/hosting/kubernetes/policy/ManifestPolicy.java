// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.policy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LimitRange;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What every set of manifests that this product renders or ships has to keep. The operator applies nothing that breaks it, so
 * that a mistake in a renderer or in a platform's file does no harm.
 */
public final class ManifestPolicy {

    private static final Set<String> REACHABLE_FROM_OUTSIDE = Set.of("NodePort", "LoadBalancer", "ExternalName");

    private final List<HasMetadata> objects;
    private final NetworkRules network;
    private final List<Violation> violations = new ArrayList<>();

    private ManifestPolicy(List<HasMetadata> objects) {
        this.objects = List.copyOf(objects);
        this.network = new NetworkRules(objects);
    }

    /** Everything that is wrong with a set of manifests that belong together; empty when nothing is. */
    public static List<Violation> violations(List<HasMetadata> objects) {
        ManifestPolicy policy = new ManifestPolicy(objects);
        policy.check();
        return List.copyOf(policy.violations);
    }

    private void check() {
        checkNames();
        violations.addAll(network.broken());
        for (HasMetadata object : objects) {
            Workload.of(object).ifPresent(this::checkWorkload);
            AccessRules.broken(object).forEach(rule -> violations.add(Violation.of(object, rule)));
            if (object instanceof Secret secret && !(empty(secret.getData()) && empty(secret.getStringData()))) {
                violations.add(Violation.of(object, "holds a secret in its text"));
            }
            if (object instanceof Service service
                    && REACHABLE_FROM_OUTSIDE.contains(
                            String.valueOf(service.getSpec().getType()))) {
                violations.add(Violation.of(object, "can be reached past the gateway"));
            }
            if (object instanceof Namespace namespace) {
                checkNamespace(namespace);
            }
        }
    }

    private static boolean empty(@Nullable Map<String, String> map) {
        return map == null || map.isEmpty();
    }

    private void checkNames() {
        Set<String> seen = new HashSet<>();
        for (HasMetadata object : objects) {
            String key = object.getApiVersion() + "/" + object.getKind() + " "
                    + object.getMetadata().getNamespace() + "/"
                    + object.getMetadata().getName();
            if (!seen.add(key)) {
                violations.add(Violation.of(object, "is there twice"));
            }
        }
    }

    private void checkWorkload(Workload workload) {
        PodRules.broken(workload).forEach(rule -> violations.add(Violation.of(workload.object(), rule)));
        if (!network.covers(workload)) {
            violations.add(Violation.of(workload.object(), "has pods that no NetworkPolicy names"));
        }
        boolean several = scaled(workload).isPresent() || (workload.replicas() != null && workload.replicas() > 1);
        if (several && !hasBudget(workload)) {
            violations.add(Violation.of(workload.object(), "has several replicas and no PodDisruptionBudget"));
        }
        if (!several && hasBudget(workload)) {
            violations.add(
                    Violation.of(workload.object(), "has one replica and a PodDisruptionBudget, which blocks drains"));
        }
        boolean replicasTwice = scaled(workload).isPresent() && workload.replicas() != null;
        if (replicasTwice) {
            violations.add(Violation.of(workload.object(), "gives a number of replicas that an autoscaler decides on"));
        }
    }

    private Optional<HorizontalPodAutoscaler> scaled(Workload workload) {
        return inNamespaceOf(workload, HorizontalPodAutoscaler.class)
                .filter(scaler -> scaler.getSpec()
                        .getScaleTargetRef()
                        .getKind()
                        .equals(workload.object().getKind()))
                .filter(scaler -> scaler.getSpec()
                        .getScaleTargetRef()
                        .getName()
                        .equals(workload.object().getMetadata().getName()))
                .findFirst();
    }

    private boolean hasBudget(Workload workload) {
        Map<String, String> labels = workload.pod().getMetadata().getLabels();
        return inNamespaceOf(workload, PodDisruptionBudget.class).anyMatch(budget -> labels.entrySet()
                .containsAll(budget.getSpec().getSelector().getMatchLabels().entrySet()));
    }

    private <T extends HasMetadata> Stream<T> inNamespaceOf(Workload workload, Class<T> kind) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .filter(object -> Objects.equals(
                        object.getMetadata().getNamespace(),
                        workload.object().getMetadata().getNamespace()));
    }

    private void checkNamespace(Namespace namespace) {
        String name = namespace.getMetadata().getName();
        Map<String, String> labels = namespace.getMetadata().getLabels();
        for (String level : List.of("enforce", "audit", "warn")) {
            if (!"restricted".equals(labels.get("pod-security.kubernetes.io/" + level))) {
                violations.add(Violation.of(namespace, "does not " + level + " Pod Security 'restricted'"));
            }
        }
        if (!has(ResourceQuota.class, name)) {
            violations.add(Violation.of(namespace, "has no ResourceQuota"));
        }
        if (!has(LimitRange.class, name)) {
            violations.add(Violation.of(namespace, "has no LimitRange"));
        }
        if (!network.deniesByDefault(name)) {
            violations.add(Violation.of(namespace, "has no NetworkPolicy that denies what is not named"));
        }
    }

    private boolean has(Class<? extends HasMetadata> kind, String namespace) {
        return objects.stream()
                .filter(kind::isInstance)
                .anyMatch(object -> namespace.equals(object.getMetadata().getNamespace()));
    }
}

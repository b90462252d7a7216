// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.notenboom.hosting.customer.DerivedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what was applied also runs, by what controllers say about it. */
final class Readiness {

    private static final Progress NOT_THERE = new Progress(1, 0, false);

    private final Cluster cluster;

    Readiness(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Whether every workload has as many ready pods of its present version as it wants. */
    StepOutcome of(List<HasMetadata> objects) {
        List<String> waiting = new ArrayList<>();
        for (HasMetadata object : objects) {
            progress(object).filter(it -> !it.done()).ifPresent(it -> waiting.add(it.describe(object)));
        }
        return waiting.isEmpty()
                ? new StepOutcome.Done("Running", "all pods are ready")
                : new StepOutcome.Waiting("PodsNotReady", String.join(", ", waiting));
    }

    /**
     * How far a workload is.
     *
     * @param wanted pods that it is to have
     * @param ready pods of its present version that are ready
     * @param seen whether its controller has seen its present version
     */
    private record Progress(int wanted, int ready, boolean seen) {

        boolean done() {
            return seen && ready >= wanted;
        }

        String describe(HasMetadata object) {
            return object.getMetadata().getName() + " " + (seen ? ready : 0) + " of " + wanted;
        }
    }

    private Optional<Progress> progress(HasMetadata object) {
        return switch (object) {
            case StatefulSet set ->
                Optional.of(now(set).map(Readiness::progressOf).orElse(NOT_THERE));
            case Deployment deployment ->
                Optional.of(now(deployment).map(Readiness::progressOf).orElse(NOT_THERE));
            default -> Optional.empty();
        };
    }

    /** An object as the cluster has it. */
    @SuppressWarnings("unchecked") // the class of an object is that of what is found under its name
    private <T extends HasMetadata> Optional<T> now(T object) {
        return cluster.find(
                (Class<T>) object.getClass(),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }

    private static Progress progressOf(StatefulSet set) {
        StatefulSetStatus status = Objects.requireNonNullElseGet(set.getStatus(), StatefulSetStatus::new);
        return progressOf(
                set,
                set.getSpec().getReplicas(),
                status.getReadyReplicas(),
                status.getUpdatedReplicas(),
                status.getObservedGeneration());
    }

    private static Progress progressOf(Deployment deployment) {
        DeploymentStatus status = Objects.requireNonNullElseGet(deployment.getStatus(), DeploymentStatus::new);
        return progressOf(
                deployment,
                deployment.getSpec().getReplicas(),
                status.getReadyReplicas(),
                status.getUpdatedReplicas(),
                status.getObservedGeneration());
    }

    private static Progress progressOf(
            HasMetadata workload,
            @Nullable Integer replicas,
            @Nullable Integer ready,
            @Nullable Integer updated,
            @Nullable Long observedGeneration) {
        int wanted = Objects.requireNonNullElse(replicas, 1);
        boolean seen = sees(observedGeneration, workload);
        return new Progress(wanted, Math.min(number(ready), number(updated)), seen || wanted == 0);
    }

    private static boolean sees(@Nullable Long observed, HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null || (observed != null && observed >= generation);
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    /** Whether no pod of the customer is left. */
    StepOutcome ofStop(DerivedNames names) {
        Map<String, String> labels = Map.of(DerivedNames.LABEL, names.labelValue());
        List<String> running = new ArrayList<>();
        cluster.list(StatefulSet.class, names.namespace(), labels).stream()
                .filter(set -> set.getStatus() != null && number(set.getStatus().getReplicas()) > 0)
                .forEach(set -> running.add(set.getMetadata().getName()));
        cluster.list(Deployment.class, names.namespace(), labels).stream()
                .filter(it -> it.getStatus() != null && number(it.getStatus().getReplicas()) > 0)
                .forEach(it -> running.add(it.getMetadata().getName()));
        return running.isEmpty()
                ? new StepOutcome.Done("Stopped", "nothing of the node runs; its volumes are kept")
                : new StepOutcome.Waiting("Stopping", "pods of " + String.join(", ", running) + " are still there");
    }
}

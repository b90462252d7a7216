// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.notenboom.hosting.customer.DerivedNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether what was applied also runs, by what controllers say about it. */
final class Readiness {

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
        String namespace = object.getMetadata().getNamespace();
        String name = object.getMetadata().getName();
        if (object instanceof StatefulSet) {
            return Optional.of(cluster.find(StatefulSet.class, namespace, name)
                    .map(Readiness::progressOf)
                    .orElse(new Progress(1, 0, false)));
        }
        if (object instanceof Deployment) {
            return Optional.of(cluster.find(Deployment.class, namespace, name)
                    .map(Readiness::progressOf)
                    .orElse(new Progress(1, 0, false)));
        }
        return Optional.empty();
    }

    private static Progress progressOf(StatefulSet set) {
        int wanted = Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
        if (set.getStatus() == null) {
            return new Progress(wanted, 0, wanted == 0);
        }
        int updated = number(set.getStatus().getUpdatedReplicas());
        int ready = Math.min(number(set.getStatus().getReadyReplicas()), updated);
        boolean seen = sees(set.getStatus().getObservedGeneration(), set);
        return new Progress(wanted, ready, seen || wanted == 0);
    }

    private static Progress progressOf(Deployment deployment) {
        int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
        if (deployment.getStatus() == null) {
            return new Progress(wanted, 0, wanted == 0);
        }
        int updated = number(deployment.getStatus().getUpdatedReplicas());
        int ready = Math.min(number(deployment.getStatus().getReadyReplicas()), updated);
        boolean seen = sees(deployment.getStatus().getObservedGeneration(), deployment);
        return new Progress(wanted, ready, seen || wanted == 0);
    }

    private static boolean sees(@Nullable Long observed, HasMetadata object) {
        Long generation = object.getMetadata().getGeneration();
        return generation == null || (observed != null && observed >= generation);
    }

    private static int number(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    /** Whether the gateway takes every route. */
    StepOutcome ofRoutes(List<HasMetadata> objects) {
        for (HasMetadata object : objects) {
            if (object instanceof HTTPRoute wanted) {
                StepOutcome outcome = ofRoute(wanted);
                if (!(outcome instanceof StepOutcome.Done)) {
                    return outcome;
                }
            }
        }
        return new StepOutcome.Done("Accepted", "the gateway takes the routes");
    }

    private StepOutcome ofRoute(HTTPRoute wanted) {
        String name = wanted.getMetadata().getName();
        Optional<HTTPRoute> known =
                cluster.find(HTTPRoute.class, wanted.getMetadata().getNamespace(), name);
        if (known.isEmpty()
                || known.get().getStatus() == null
                || known.get().getStatus().getParents().isEmpty()) {
            return new StepOutcome.Waiting("GatewaySilent", "the gateway has not said whether it takes route " + name);
        }
        boolean accepted = known.get().getStatus().getParents().stream()
                .allMatch(parent -> parent.getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Accepted")
                                && condition.getStatus().equals("True")));
        return accepted
                ? new StepOutcome.Done("Accepted", "the gateway takes route " + name)
                : new StepOutcome.Failed("GatewayRefuses", "the gateway does not take route " + name);
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

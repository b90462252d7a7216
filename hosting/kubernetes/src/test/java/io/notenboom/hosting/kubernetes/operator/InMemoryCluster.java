// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.api.model.batch.v1.CronJobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRouteBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A cluster in memory, with controllers that do their part when told to. */
final class InMemoryCluster implements Cluster {

    final Map<String, HasMetadata> objects = new ConcurrentSkipListMap<>();
    final List<String> deleted = new CopyOnWriteArrayList<>();
    private int writes;

    @Override
    public void apply(HasMetadata object) {
        HasMetadata known = objects.get(key(object));
        HasMetadata next = known == null ? object : withStatusOf(known, object);
        if (!Objects.equals(known, next)) {
            writes++;
            objects.put(key(object), next);
        }
    }

    private static HasMetadata withStatusOf(HasMetadata known, HasMetadata object) {
        if (known instanceof StatefulSet before && object instanceof StatefulSet after) {
            return new StatefulSetBuilder(after).withStatus(before.getStatus()).build();
        }
        if (known instanceof Deployment before && object instanceof Deployment after) {
            return new DeploymentBuilder(after).withStatus(before.getStatus()).build();
        }
        if (known instanceof HTTPRoute before && object instanceof HTTPRoute after) {
            return new HTTPRouteBuilder(after).withStatus(before.getStatus()).build();
        }
        if (known instanceof TLSRoute before && object instanceof TLSRoute after) {
            return new TLSRouteBuilder(after).withStatus(before.getStatus()).build();
        }
        if (known instanceof CronJob before && object instanceof CronJob after) {
            return new CronJobBuilder(after).withStatus(before.getStatus()).build();
        }
        if (known instanceof Job before && object instanceof Job after) {
            return new JobBuilder(after).withStatus(before.getStatus()).build();
        }
        return object;
    }

    /** Every workload has the pods that it wants, or none is left. */
    void runPods() {
        objects.replaceAll((key, object) -> switch (object) {
            case StatefulSet set -> {
                int wanted = Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
                yield new StatefulSetBuilder(set)
                        .withNewStatus()
                        .withReplicas(wanted)
                        .withUpdatedReplicas(wanted)
                        .withReadyReplicas(wanted)
                        .endStatus()
                        .build();
            }
            case Deployment deployment -> {
                int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
                yield new DeploymentBuilder(deployment)
                        .withNewStatus()
                        .withReplicas(wanted)
                        .withUpdatedReplicas(wanted)
                        .withReadyReplicas(wanted)
                        .endStatus()
                        .build();
            }
            default -> object;
        });
    }

    /** The gateway says of every route whether it takes it. */
    void answerRoutes(boolean accepted) {
        Condition answer = new ConditionBuilder()
                .withType("Accepted")
                .withStatus(accepted ? "True" : "False")
                .withReason(accepted ? "Accepted" : "NotAllowedByListeners")
                .build();
        answerHttpRoutes(answer);
        answerTlsRoutes(answer);
    }

    /** The gateway says this of every route of browsers. */
    void answerHttpRoutes(Condition... answers) {
        objects.replaceAll((key, object) -> object instanceof HTTPRoute route
                ? new HTTPRouteBuilder(route)
                        .withNewStatus()
                        .addNewParent()
                        .withConditions(answers)
                        .endParent()
                        .endStatus()
                        .build()
                : object);
    }

    /** The gateway says this of every route of peers. */
    void answerTlsRoutes(Condition... answers) {
        objects.replaceAll((key, object) -> object instanceof TLSRoute route
                ? new TLSRouteBuilder(route)
                        .withNewStatus()
                        .addNewParent()
                        .withConditions(answers)
                        .endParent()
                        .endStatus()
                        .build()
                : object);
    }

    /** How many writes there were that changed something. */
    int writes() {
        return writes;
    }

    @Override
    public void createIfAbsent(Secret secret) {
        if (objects.putIfAbsent(key(secret), secret) == null) {
            writes++;
        }
    }

    @Override
    public <T extends HasMetadata> Optional<T> find(Class<T> kind, String namespace, String name) {
        return objects.values().stream()
                .filter(kind::isInstance)
                .filter(object -> namespace.equals(object.getMetadata().getNamespace())
                        && name.equals(object.getMetadata().getName()))
                .map(kind::cast)
                .findFirst();
    }

    @Override
    public <T extends HasMetadata> List<T> list(Class<T> kind, String namespace, Map<String, String> labels) {
        return objects.values().stream()
                .filter(kind::isInstance)
                .filter(object -> namespace.equals(object.getMetadata().getNamespace())
                        && object.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
                .map(kind::cast)
                .toList();
    }

    @Override
    public void delete(HasMetadata object) {
        writes++;
        deleted.add(key(object));
        objects.remove(key(object));
    }

    private static String key(HasMetadata object) {
        return object.getKind() + " " + object.getMetadata().getNamespace() + "/"
                + object.getMetadata().getName();
    }
}

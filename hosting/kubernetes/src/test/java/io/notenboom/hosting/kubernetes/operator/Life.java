// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import io.notenboom.testkit.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** One customer in a cluster without controllers: what those and the control plane would do, is done here. */
final class Life {

    private static final String ID = "l1fe00";

    private final KubernetesClient admin;
    private final String system;

    Life(KubernetesClient admin, String system) {
        this.admin = admin;
        this.system = system;
    }

    String namespace() {
        return "nuts-" + ID;
    }

    void create() {
        try {
            var unused =
                    admin.resource(ApiServerTest.customer()).inNamespace(system).create();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Resource<NutsCustomer> resource() {
        return admin.resources(NutsCustomer.class).inNamespace(system).withName(ID);
    }

    /** Waits for a phase of the present specification, while controllers and control plane do their part. */
    void becomes(String phase) {
        Await.until(
                () -> {
                    doTheOthersPart();
                    NutsCustomer customer = resource().get();
                    return customer.getStatus() != null
                            && phase.equals(customer.getStatus().phase())
                            && Objects.equals(
                                    customer.getStatus().observedGeneration(),
                                    customer.getMetadata().getGeneration());
                },
                "phase " + phase);
    }

    /** What the control plane says for the present specification. */
    void reportOutside() {
        reporting = true;
        report();
    }

    private boolean reporting;

    private void report() {
        NutsCustomer customer = resource().get();
        if (!reporting || customer == null) {
            return;
        }
        OutsideReporter reporter = new OutsideReporter(admin, system);
        List<StepKind> open = reporter.expected(ID).stream()
                .filter(expected -> expected.outcome().status() != Status.TRUE)
                .map(OutsideReporter.Expected::step)
                .toList();
        if (!open.isEmpty()) {
            var unused = reporter.report(
                    ID, open, new OutsideReporter.Report(Status.TRUE, "Done", "it is done"), OptionalLong.empty());
        }
    }

    private void doTheOthersPart() {
        try {
            report();
            runPods();
            acceptRoutes();
        } catch (KubernetesClientException changedMeanwhile) {
            // looked at again in a moment
            if (changedMeanwhile.getCode() != 409 && changedMeanwhile.getCode() != 404) {
                throw changedMeanwhile;
            }
        }
    }

    private void runPods() {
        for (StatefulSet set :
                admin.apps().statefulSets().inNamespace(namespace()).list().getItems()) {
            int wanted = Objects.requireNonNullElse(set.getSpec().getReplicas(), 1);
            StatefulSet running = new StatefulSetBuilder(set)
                    .withNewStatus()
                    .withReplicas(wanted)
                    .withUpdatedReplicas(wanted)
                    .withReadyReplicas(wanted)
                    .withObservedGeneration(set.getMetadata().getGeneration())
                    .endStatus()
                    .build();
            var unused = admin.resource(running).updateStatus();
        }
        for (Deployment deployment :
                admin.apps().deployments().inNamespace(namespace()).list().getItems()) {
            int wanted = Objects.requireNonNullElse(deployment.getSpec().getReplicas(), 1);
            Deployment running = new DeploymentBuilder(deployment)
                    .withNewStatus()
                    .withReplicas(wanted)
                    .withUpdatedReplicas(wanted)
                    .withReadyReplicas(wanted)
                    .withObservedGeneration(deployment.getMetadata().getGeneration())
                    .endStatus()
                    .build();
            var unused = admin.resource(running).updateStatus();
        }
    }

    private void acceptRoutes() {
        for (HTTPRoute route :
                admin.resources(HTTPRoute.class).inNamespace(namespace()).list().getItems()) {
            if (route.getStatus() == null) {
                HTTPRoute accepted = new HTTPRouteBuilder(route)
                        .withNewStatus()
                        .addNewParent()
                        .withConditions(new ConditionBuilder()
                                .withType("Accepted")
                                .withStatus("True")
                                .build())
                        .endParent()
                        .endStatus()
                        .build();
                var unused = admin.resource(accepted).updateStatus();
            }
        }
    }

    void change(String field, String value) {
        var unused = resource().edit(customer -> {
            customer.getSpec().put(field, value);
            return customer;
        });
    }

    void delete() {
        var unused = resource().delete();
    }

    /** Whether the resource is gone, while controllers and control plane do their part. */
    boolean isGone() {
        doTheOthersPart();
        return resource().get() == null;
    }

    String image(String set) {
        return admin.apps()
                .statefulSets()
                .inNamespace(namespace())
                .withName(set)
                .get()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage();
    }

    List<Integer> replicas() {
        List<Integer> replicas = new ArrayList<>();
        admin.apps()
                .statefulSets()
                .inNamespace(namespace())
                .list()
                .getItems()
                .forEach(set -> replicas.add(set.getSpec().getReplicas()));
        return replicas;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRouteBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.ParentReference;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatus;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.RouteParentStatusBuilder;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRouteBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition.Status;
import io.notenboom.hosting.kubernetes.resource.CustomerResources;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import io.notenboom.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/** One customer in a cluster without controllers: what those and the control plane would do, is done here. */
final class Life {

    private static final String ID = "l1fe00";

    private final KubernetesClient admin;
    private final String system;
    private boolean reporting;

    Life(KubernetesClient admin, String system) {
        this.admin = admin;
        this.system = system;
    }

    String namespace() {
        return "nuts-" + ID;
    }

    void create() {
        var unused =
                admin.resource(CustomerResources.customer()).inNamespace(system).create();
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
            HTTPRoute accepted = new HTTPRouteBuilder(route)
                    .withNewStatus()
                    .withParents(acceptance(route, route.getSpec().getParentRefs()))
                    .endStatus()
                    .build();
            if (!accepted.equals(route)) {
                var unused = admin.resource(accepted).updateStatus();
            }
        }
        for (TLSRoute route :
                admin.resources(TLSRoute.class).inNamespace(namespace()).list().getItems()) {
            TLSRoute accepted = new TLSRouteBuilder(route)
                    .withNewStatus()
                    .withParents(acceptance(route, route.getSpec().getParentRefs()))
                    .endStatus()
                    .build();
            if (!accepted.equals(route)) {
                var unused = admin.resource(accepted).updateStatus();
            }
        }
    }

    /** What a gateway writes of a route that it takes. */
    private static RouteParentStatus acceptance(HasMetadata route, List<ParentReference> gateways) {
        return new RouteParentStatusBuilder()
                .withControllerName("notenboom.io/gateway-of-this-test")
                .withParentRef(gateways.getFirst())
                .withConditions(new ConditionBuilder()
                        .withType("Accepted")
                        .withStatus("True")
                        .withReason("Accepted")
                        .withMessage("")
                        .withLastTransitionTime("2026-11-01T12:00:00Z")
                        .withObservedGeneration(route.getMetadata().getGeneration())
                        .build())
                .build();
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

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.CustomResourceDefinitionContext;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.javaoperatorsdk.operator.Operator;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.customer.status.Condition;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.resource.CustomerResources;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import io.notenboom.testkit.Await;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator at its framework: finalizer, status, deletion. The API server is a stand-in that keeps objects. */
@EnableKubernetesMockClient(crud = true)
class CustomerReconcilerTest {

    private static final String SYSTEM = "notenboom-system";
    private static final Duration SHORT = Duration.ofMillis(50);

    KubernetesMockServer server;
    KubernetesClient client;

    private final InMemoryCluster cluster = new InMemoryCluster();
    private Operator operator;

    @BeforeEach
    void start() {
        server.expectCustomResource(new CustomResourceDefinitionContext.Builder()
                .withGroup(NutsCustomer.GROUP)
                .withVersion(NutsCustomer.VERSION)
                .withKind("NutsCustomer")
                .withPlural("nutscustomers")
                .withScope("Namespaced")
                .withStatusSubresource(true)
                .build());
        KubernetesSteps steps = new KubernetesSteps(
                new NodeRenderer(Customers.platform()), cluster, spec -> Optional.empty(), Clock.systemUTC());
        operator = new Operator(overrider -> overrider
                .withKubernetesClient(client)
                .withUseSSAToPatchPrimaryResource(false)
                .withCloseClientOnStop(false));
        var unused = operator.register(
                new CustomerReconciler(
                        new PlanExecution(steps, Clock.systemUTC()),
                        new CustomerReconciler.Pace(SHORT, SHORT),
                        Clock.systemUTC()),
                overrider -> overrider.settingNamespace(SYSTEM));
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.stop();
    }

    @Test
    void saysHowFarItIsAndArchivesBeforeItLetsGo() {
        var unused = client.resource(CustomerResources.customer())
                .inNamespace(SYSTEM)
                .create();
        Await.until(() -> reason("CustodyReady").equals("AwaitsControlPlane"), "it waits for the control plane");
        assertThat(resource().get().getMetadata().getFinalizers()).containsExactly(CustomerReconciler.FINALIZER);
        assertThat(resource().get().getStatus().phase()).isEqualTo("progressing");
        Await.until(
                () -> {
                    report();
                    cluster.runPods();
                    cluster.answerRoutes(true);
                    return "ready".equals(resource().get().getStatus().phase());
                },
                "it is ready");
        var unusedToo = resource().delete();
        Await.until(() -> !reason("NodeStopped").isEmpty(), "it is being archived");
        assertThat(resource().get()).isNotNull();
        Await.until(
                () -> {
                    cluster.runPods();
                    if (resource().get() != null) {
                        report();
                    }
                    return resource().get() == null;
                },
                "it lets go");
        assertThat(cluster.objects.keySet()).anyMatch(key -> key.startsWith("Namespace"));
    }

    @Test
    void saysWhatIsWrongWithASpecification() {
        NutsCustomer customer = CustomerResources.customer();
        customer.getSpec().put("network", "No Network");
        var unused = client.resource(customer).inNamespace(SYSTEM).create();
        Await.until(() -> reason("Validated").equals("Invalid"), "it is refused");
        assertThat(message("Validated")).contains("network");
        assertThat(cluster.objects).isEmpty();
        var unusedToo = resource().delete();
        Await.until(() -> resource().get() == null, "what never ran is let go at once");
    }

    private void report() {
        NutsCustomer known = resource().get();
        if (known == null) {
            return;
        }
        long generation =
                Optional.ofNullable(known.getMetadata().getGeneration()).orElse(0L);
        List<StepKind> steps = List.copyOf(OutsideReporter.STEPS);
        try {
            var unused = resource().edit(it -> {
                steps.forEach(step -> it.getMetadata()
                        .getAnnotations()
                        .put(OutsideReports.key(step), generation + " True Done it is done"));
                return it;
            });
        } catch (KubernetesClientException changedMeanwhile) {
            assertThat(changedMeanwhile.getCode()).isIn(404, 409);
        }
    }

    private Resource<NutsCustomer> resource() {
        return client.resources(NutsCustomer.class).inNamespace(SYSTEM).withName("l1fe00");
    }

    private String reason(String type) {
        return condition(type, Condition::reason);
    }

    private String message(String type) {
        return condition(type, Condition::message);
    }

    private String condition(String type, Function<Condition, String> part) {
        NutsCustomer customer = resource().get();
        return customer == null || customer.getStatus() == null
                ? ""
                : customer.getStatus().model().stream()
                        .filter(condition -> condition.type().equals(type))
                        .map(part)
                        .findFirst()
                        .orElse("");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.Operator;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.render.ManifestYaml;
import io.notenboom.hosting.kubernetes.resource.CustomerResources;
import io.notenboom.testkit.Await;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Chart and operator at a real API server: rights, admission policy, server-side apply, the life of a customer. Skipped, with a
 * message, on a machine that has none.
 */
class OperatorOnApiServerTest {

    private static final String SYSTEM = KubeApiServer.SYSTEM;
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    static Path folder;

    private static @Nullable KubeApiServer server;

    @BeforeAll
    static void start() throws IOException {
        server = KubeApiServer.startOrSkip(folder);
        server.namespace(SYSTEM, Map.of());
        List<CustomResourceDefinition> definitions = new ArrayList<>(StandInDefinitions.all());
        definitions.add(CustomerResources.definition());
        server.prepare(definitions);
        ManifestYaml.read(chart()).stream()
                .filter(object -> !object.getKind().equals("PodMonitor"))
                .forEach(server::apply);
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void theOperatorIsKeptToNamespacesOfCustomers() {
        try (KubernetesClient operator = running().operator()) {
            Await.until(
                    () -> refused(() -> operator.resource(new ConfigMapBuilder()
                                    .withNewMetadata()
                                    .withName("elsewhere")
                                    .withNamespace("kube-system")
                                    .endMetadata()
                                    .build())
                            .create()),
                    "the admission policy");
            assertThat(refused(() -> operator.resource(new NamespaceBuilder()
                                    .withNewMetadata()
                                    .withName("evil")
                                    .endMetadata()
                                    .build())
                            .create()))
                    .isTrue();
            assertThat(refused(() -> operator.resource(new NamespaceBuilder()
                                    .withNewMetadata()
                                    .withName("nuts-aaaaaa")
                                    .endMetadata()
                                    .build())
                            .create()))
                    .as("a namespace without Pod Security")
                    .isTrue();
            assertThat(refused(() -> operator.secrets().inNamespace(SYSTEM).list()))
                    .isTrue();
            assertThat(refused(() -> operator.secrets()
                            .inNamespace("default")
                            .withName("any")
                            .get()))
                    .isTrue();
            assertThat(refused(() -> operator.namespaces().withName("default").delete()))
                    .isTrue();
            assertThat(refused(() -> operator.pods().inNamespace("default").list()))
                    .isTrue();
            assertThat(refused(() -> operator.rbac().clusterRoles().list())).isTrue();
        }
    }

    /** From nothing to ready, paused, upgraded, and archived when it is deleted; with the rights of the chart and no others. */
    @Test
    void aCustomersLife() {
        try (KubernetesClient client = running().operator()) {
            Operator operator = operator(client);
            operator.start();
            try {
                Life life = new Life(administrator(), SYSTEM);
                life.create();
                life.becomes("progressing");
                life.reportOutside();
                life.becomes("ready");
                assertThat(administrator()
                                .secrets()
                                .inNamespace(life.namespace())
                                .withName("node-redis")
                                .get())
                        .isNotNull();
                life.change("desiredState", "paused");
                life.becomes("paused");
                life.change("desiredState", "active");
                life.change("version", "1.5.0");
                life.becomes("ready");
                assertThat(life.image("auth")).endsWith("b".repeat(64));
                life.delete();
                Await.until(life::isGone, "the customer is archived and its resource gone");
                assertThat(life.replicas()).allMatch(replicas -> replicas == 0);
                assertThat(administrator()
                                .namespaces()
                                .withName(life.namespace())
                                .get())
                        .isNotNull();
            } finally {
                operator.stop();
            }
        }
    }

    private static Operator operator(KubernetesClient client) {
        KubernetesSteps steps = new KubernetesSteps(
                new NodeRenderer(Customers.platform()),
                new ServerSideCluster(client),
                new KnownCustomers(client, SYSTEM),
                Clock.systemUTC());
        Operator operator =
                new Operator(overrider -> overrider.withKubernetesClient(client).withCloseClientOnStop(false));
        var unused = operator.register(
                new CustomerReconciler(
                        new PlanExecution(steps, Clock.systemUTC()),
                        new CustomerReconciler.Pace(SHORT, SHORT),
                        Clock.systemUTC()),
                overrider -> overrider.settingNamespace(SYSTEM));
        return operator;
    }

    private static boolean refused(Callable<?> call) {
        try {
            var unused = call.call();
            return false;
        } catch (KubernetesClientException refusal) {
            return refusal.getCode() == 403 || refusal.getCode() == 422;
        } catch (Exception other) {
            throw new IllegalStateException(other);
        }
    }

    private static String chart() {
        Path chart = Path.of(System.getProperty("notenboom.root", "../..")).resolve("deploy/helm/notenboom");
        return new Helm(chart)
                .template()
                .withName("notenboom")
                .withNamespace(SYSTEM)
                .withKubeVersion("1.34.1")
                .withValuesFile(chart.resolve("ci/host-values.yaml"))
                .call();
    }

    private static KubernetesClient administrator() {
        return running().administrator();
    }

    private static KubeApiServer running() {
        return Objects.requireNonNull(server);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.scheduling.v1.PriorityClassBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.render.ManifestYaml;
import io.notenboom.hosting.kubernetes.resource.CustomerResources;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import io.notenboom.testkit.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Resource, chart and operator against a real API server: schema and CEL, server-side apply, rights, admission, Pod Security.
 * Skipped, with a message, on a machine that has none; docs/operations/kubernetes.md tells how to get one.
 */
class ApiServerTest {

    private static final String SYSTEM = "notenboom-system";
    private static final Duration SHORT = Duration.ofMillis(100);

    @TempDir
    static Path folder;

    private static @Nullable KubeApiServer server;
    private static @Nullable KubernetesClient admin;

    @BeforeAll
    static void start() throws IOException {
        assumeTrue(
                KubeApiServer.programs().isPresent(),
                "no API server here: set NOTENBOOM_KUBE_APISERVER and NOTENBOOM_ETCD to the programs");
        server = KubeApiServer.start(folder);
        KubernetesClient client = server.administrator();
        admin = client;
        namespace(SYSTEM);
        apply(CustomerResources.definition());
        StandInDefinitions.all().forEach(ApiServerTest::apply);
        apply(new PriorityClassBuilder()
                .withNewMetadata()
                .withName("nuts-node")
                .endMetadata()
                .withValue(1000)
                .build());
        Await.until(
                () -> client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                        .allMatch(it -> it.getStatus() != null
                                && it.getStatus().getConditions().stream()
                                        .anyMatch(
                                                condition -> condition.getType().equals("Established")
                                                        && condition.getStatus().equals("True"))),
                "definitions");
        ManifestYaml.read(chart()).stream()
                .filter(object -> !object.getKind().equals("PodMonitor"))
                .forEach(ApiServerTest::apply);
    }

    @AfterAll
    static void stop() {
        if (admin != null) {
            admin.close();
        }
        if (server != null) {
            server.close();
        }
    }

    static Stream<Path> valid() {
        return CustomerResources.examples("valid");
    }

    static Stream<Path> invalid() {
        return CustomerResources.examples("invalid");
    }

    static Stream<Path> changes() {
        return CustomerResources.examples("changes");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void takesValidCustomers(Path file) throws IOException {
        var unused = administrator()
                .resource(Files.readString(file))
                .inNamespace("default")
                .dryRun()
                .create();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesInvalidOnes(Path file) throws IOException {
        String text = Files.readString(file);
        String expected = comment(text).substring("refused: ".length());
        assertThatThrownBy(() -> administrator()
                        .resource(text)
                        .inNamespace("default")
                        .dryRun()
                        .create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(expected);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void takesOrRefusesChanges(Path file) throws IOException {
        String namespace = "change-" + String.valueOf(file.getFileName()).replace(".yaml", "");
        namespace(namespace);
        var unused = administrator()
                .resource(Files.readString(CustomerResources.example("valid", "least")))
                .inNamespace(namespace)
                .create();
        String text = Files.readString(file);
        String expected = comment(text);
        Runnable change = () -> {
            var changed = administrator().resource(text).inNamespace(namespace).update();
            assertThat(changed).isNotNull();
        };
        if (expected.equals("accepted")) {
            change.run();
        } else {
            assertThatThrownBy(change::run)
                    .isInstanceOf(KubernetesClientException.class)
                    .hasMessageContaining(expected.substring("refused: ".length()));
        }
    }

    @Test
    void podsOfTheNodePassPodSecurityAndOthersDoNot() {
        apply(new NamespaceBuilder()
                .withNewMetadata()
                .withName("nuts-p0d5ec")
                .addToLabels("pod-security.kubernetes.io/enforce", "restricted")
                .endMetadata()
                .build());
        List<StatefulSet> sets = new NodeRenderer(Customers.platform())
                .render(Customers.standard()).all().stream()
                        .filter(StatefulSet.class::isInstance)
                        .map(StatefulSet.class::cast)
                        .toList();
        assertThat(sets).hasSize(4);
        for (StatefulSet set : sets) {
            Pod pod = new PodBuilder()
                    .withNewMetadata()
                    .withName(set.getMetadata().getName())
                    .withNamespace("nuts-p0d5ec")
                    .endMetadata()
                    .withSpec(set.getSpec().getTemplate().getSpec())
                    .editSpec()
                    .addNewVolume()
                    .withName("data")
                    .withNewEmptyDir()
                    .endEmptyDir()
                    .endVolume()
                    .endSpec()
                    .build();
            var unused = administrator().resource(pod).dryRun().create();
            pod.getSpec().getContainers().getFirst().getSecurityContext().setAllowPrivilegeEscalation(true);
            assertThatThrownBy(() -> administrator().resource(pod).dryRun().create())
                    .hasMessageContaining("violates PodSecurity \"restricted");
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

    private static String comment(String text) {
        return text.lines().skip(1).findFirst().orElseThrow().substring("# ".length());
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

    private static void namespace(String name) {
        apply(new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build());
    }

    private static void apply(HasMetadata object) {
        var unused = administrator().resource(object).forceConflicts().serverSideApply();
    }

    private static KubernetesClient administrator() {
        return Objects.requireNonNull(admin);
    }

    private static KubeApiServer running() {
        return Objects.requireNonNull(server);
    }

    static NutsCustomer customer() throws IOException {
        NutsCustomer customer = new KubernetesSerialization()
                .unmarshal(
                        Files.readString(CustomerResources.example("valid", "least"))
                                .replace("c7f3k2", "l1fe00"),
                        NutsCustomer.class);
        ((ObjectNode) customer.getSpec().get("keys")).put("login", "kubernetes");
        return customer;
    }
}

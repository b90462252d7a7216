// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.gatewayapi.v1alpha2.TLSRoute;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.hosting.kubernetes.manifest.NodeRenderer;
import io.notenboom.hosting.kubernetes.resource.CustomerResources;
import io.notenboom.hosting.kubernetes.resource.NutsCustomer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The definition of NutsCustomer at a real API server: its schema and its rules take the valid examples, and refuse the others
 * with the words that their first line tells. Skipped, with a message, on a machine that has none.
 */
class DefinitionOnApiServerTest {

    @TempDir
    static Path folder;

    private static @Nullable KubeApiServer server;

    @BeforeAll
    static void start() throws IOException {
        server = KubeApiServer.startOrSkip(folder);
        server.prepare(List.of(CustomerResources.definition()));
    }

    @AfterAll
    static void stop() {
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
        var unused = client().resource(Files.readString(file))
                .inNamespace("default")
                .dryRun()
                .create();
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void refusesInvalidOnes(Path file) throws IOException {
        String text = Files.readString(file);
        assertThatThrownBy(() ->
                        client().resource(text).inNamespace("default").dryRun().create())
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(comment(text).substring("refused: ".length()));
    }

    @ParameterizedTest
    @MethodSource("changes")
    void takesOrRefusesChanges(Path file) throws IOException {
        String namespace = "change-" + String.valueOf(file.getFileName()).replace(".yaml", "");
        running().namespace(namespace, Map.of());
        var unused = client().resource(Files.readString(CustomerResources.example("valid", "least")))
                .inNamespace(namespace)
                .create();
        String text = Files.readString(file);
        String expected = comment(text);
        Runnable change = () -> {
            var changed = client().resource(text).inNamespace(namespace).update();
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
    void dropsFieldsThatItDoesNotKnow() throws IOException {
        NutsCustomer customer = new KubernetesSerialization()
                .unmarshal(Files.readString(CustomerResources.example("valid", "least")), NutsCustomer.class);
        customer.getSpec().put("displayName", "Huisartsenpraktijk De Linde");
        NutsCustomer stored =
                client().resource(customer).inNamespace("default").dryRun().create();
        assertThat(stored.getSpec().has("displayName")).isFalse();
        assertThat(stored.getSpec().path("plan").asText()).as("a default").isEqualTo("small");
    }

    /** This server has no definitions but ours. */
    @Test
    void aClusterWithoutTheGatewayApiIsToldApart() {
        running().namespace("nuts-c7f3k2", Map.of());
        Cluster cluster = new ServerSideCluster(client());
        HasMetadata route = new NodeRenderer(Customers.platform())
                .render(Customers.small())
                .of(StepKind.ROUTES)
                .getFirst();
        KubernetesClientException applying =
                catchThrowableOfType(KubernetesClientException.class, () -> cluster.apply(route));
        assertThat(ApiFailures.outcome(applying).message())
                .isEqualTo("the cluster does not serve httproutes of gateway.networking.k8s.io/v1;"
                        + " install what brings them");
        KubernetesClientException listing = catchThrowableOfType(KubernetesClientException.class, () -> {
            var unused = cluster.list(TLSRoute.class, "nuts-c7f3k2", Map.of());
        });
        assertThat(ApiFailures.outcome(listing).reason()).isEqualTo("ApiMissing");
    }

    private static String comment(String text) {
        return text.lines().skip(1).findFirst().orElseThrow().substring("# ".length());
    }

    private static KubernetesClient client() {
        return running().administrator();
    }

    private static KubeApiServer running() {
        return Objects.requireNonNull(server);
    }
}

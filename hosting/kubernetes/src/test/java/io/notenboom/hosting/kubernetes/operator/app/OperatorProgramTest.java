// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.javaoperatorsdk.operator.OperatorException;
import io.notenboom.hosting.kubernetes.Customers;
import io.notenboom.testkit.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@EnableKubernetesMockClient(crud = true)
class OperatorProgramTest {

    KubernetesClient client;

    @TempDir
    Path folder;

    @Test
    void tellsHealthAndMetrics() throws Exception {
        Path file = settings("");
        try (OperatorProgram program = new OperatorProgram(OperatorSettings.read(file), client, overrider -> {})) {
            assertThat(get(program, "health/live").statusCode()).isEqualTo(200);
            assertThat(get(program, "health/ready").body()).contains("UP");
            assertThat(get(program, "metrics").body())
                    .contains("notenboom_operator_customers{phase=\"ready\"} 0.0")
                    .contains("jvm_memory_used_bytes");
            assertThat(get(program, "else").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void refusesAConfigurationThatItDoesNotUnderstand() throws IOException {
        Path unknown = settings("notenboom.operator.namespaces=a\n");
        assertThatThrownBy(() -> OperatorSettings.read(unknown)).hasMessageContaining("notenboom.operator.namespaces");
        Path port = settings("notenboom.operator.management.port=many\n");
        assertThatThrownBy(() -> OperatorSettings.read(port)).hasMessageContaining("is no number");
        Path empty = Files.writeString(folder.resolve("empty.properties"), "");
        assertThatThrownBy(() -> OperatorSettings.read(empty))
                .hasMessageContaining("lacks notenboom.operator.namespace");
    }

    @Test
    void aClusterThatCannotBeWatchedLeavesNothingBehind() throws IOException {
        int port = FreePorts.any();
        Path file = settings("notenboom.operator.management.port=" + port + "\n");
        Config nowhere = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + FreePorts.any())
                .withRequestRetryBackoffLimit(0)
                .build();
        try (KubernetesClient alone =
                new KubernetesClientBuilder().withConfig(nowhere).build()) {
            assertThatThrownBy(() -> new OperatorProgram(OperatorSettings.read(file), alone, overrider -> {}))
                    .isInstanceOfAny(OperatorException.class, KubernetesClientException.class);
        }
        try (ServerSocket again = new ServerSocket()) {
            again.bind(new InetSocketAddress("127.0.0.1", port));
            assertThat(again.isBound()).as("the management port is free").isTrue();
        }
    }

    private Path settings(String further) throws IOException {
        return Files.writeString(
                folder.resolve("application.properties"),
                "notenboom.operator.namespace=notenboom-system\nnotenboom.operator.platform-file="
                        + Customers.golden().resolve("platform.yaml") + "\nnotenboom.operator.management.port=0\n"
                        + further);
    }

    private static HttpResponse<String> get(OperatorProgram program, String path) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + program.managementPort() + "/q/" + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }
}

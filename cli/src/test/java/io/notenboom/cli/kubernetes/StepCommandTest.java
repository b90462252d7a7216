// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command against a server that has one resource and notes what is patched. */
class StepCommandTest {

    private static final String RESOURCE = """
            {"apiVersion":"hosting.notenboom.io/v1alpha1","kind":"NutsCustomer",
             "metadata":{"name":"c7f3k2","namespace":"notenboom-system","generation":3,"resourceVersion":"17",
              "annotations":{"outside.hosting.notenboom.io/KeysReady":"3 True Filled"}},
             "spec":{"id":"c7f3k2","publicHost":"c7f3k2.nuts.example.nl","peerHost":"peer-c7f3k2.nuts.example.nl",
              "network":"production","plan":"standard","version":"1.4.0",
              "keys":{"custody":"transit","address":"https://vault.example.nl:8200","login":"kubernetes"}}}
            """;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final List<String> patches = new ArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PATCH")) {
            patches.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        }
        boolean known = exchange.getRequestURI().getPath().endsWith("/nutscustomers/c7f3k2");
        byte[] body = (known ? RESOURCE : "{\"kind\":\"Status\",\"code\":404}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(known ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private int step(String... arguments) {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                .withRequestRetryBackoffLimit(0)
                .build();
        return new CommandLine(new StepCommand(
                        () -> new KubernetesClientBuilder().withConfig(config).build(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute(arguments);
    }

    @Test
    void listsWhatTheOperatorWaitsForAndHowItIsDone() {
        assertThat(step("c7f3k2")).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("CustodyReady", "./notenboom vault provision --customer c7f3k2", "KeysReady        True")
                .contains("DidPublished");
        assertThat(patches).isEmpty();
    }

    @Test
    void writesAnnotationsAboutThePresentSpecificationAndNothingElse() throws IOException {
        assertThat(step("c7f3k2", "--done", "CustodyReady", "--done", "DidPublished", "--message", "it is there"))
                .isZero();
        JsonNode patch = new ObjectMapper().readTree(patches.getFirst());
        assertThat(patch.size()).isEqualTo(1);
        JsonNode metadata = patch.path("metadata");
        assertThat(metadata.path("resourceVersion").asText()).isEqualTo("17");
        assertThat(metadata.path("annotations")
                        .path("outside.hosting.notenboom.io/CustodyReady")
                        .asText())
                .isEqualTo("3 True Done it is there");
        assertThat(metadata.path("annotations").size()).isEqualTo(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("CustodyReady, DidPublished: True for generation 3");
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(step("c7f3k2", "--done", "NodeReady")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("there is no step 'NodeReady'; there are: CustodyReady");
        assertThat(step("absent", "--done", "KeysReady")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("no NutsCustomer absent");
        assertThat(step("c7f3k2", "--failed", "KeysReady", "--generation", "2")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("the steps were done for 2");
        assertThat(patches).isEmpty();
        server.stop(0);
        assertThat(step("c7f3k2", "--done", "KeysReady")).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("cannot be reached");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.auth.discovery.DiscoveryScene;
import io.notenboom.auth.discovery.DiscoveryServerException;
import io.notenboom.auth.discovery.DiscoveryServerException.Reason;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.ServiceDefinition;
import io.notenboom.auth.discovery.ServiceDefinitionReader;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.RecordingServer;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDiscoveryServersTest {

    private static final List<String> TYPE = List.of("Content-Type: application/json");

    private final Vertx vertx = Vertx.vertx();
    private final RecordingServer server = new RecordingServer(null, RecordingServer.answering(201, List.of(), ""));
    private final GuardedHttpClient http = new GuardedHttpClient(
            vertx, NodeMode.DEV, OutboundTrust.of(Optional.empty()), List.of("127.0.0.1"), OutboundLimits.STANDARD);
    private final HttpDiscoveryServers servers = new HttpDiscoveryServers(http);
    private final ServiceDefinition service = new ServiceDefinitionReader(true)
            .read(DiscoveryScene.DEFINITION.replace("https://directory.example", server.url()));

    @AfterEach
    void stop() throws Exception {
        servers.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    private void answers(int status, String body) {
        server.respondWith(RecordingServer.answering(status, TYPE, body));
    }

    @Test
    void asksAsNutsNodesDo() throws Exception {
        answers(200, "{\"entries\":{\"2\":\"vp2\",\"10\":\"vp10\"},\"seed\":\"s\",\"timestamp\":10}");
        EntryPage page = servers.list(service, 1);
        assertThat(page.seed()).isEqualTo("s");
        assertThat(page.timestamp()).isEqualTo(10);
        assertThat(page.entries()).isEqualTo(Map.of(2L, "vp2", 10L, "vp10"));
        assertThat(page.entries().firstKey()).isEqualTo(2);
        HttpMessage request = server.last();
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/discovery/care-services?timestamp=1");
        assertThat(request.field("X-Forwarded-Host")).contains("127.0.0.1:" + server.port());
    }

    @Test
    void registersAsNutsNodesDo() throws Exception {
        servers.register(service, "a.b.c");
        HttpMessage request = server.last();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.target()).isEqualTo("/discovery/care-services");
        assertThat(request.field("Content-Type")).contains("application/json");
        assertThat(request.field("X-Forwarded-Host")).contains("127.0.0.1:" + server.port());
        assertThat(request.body()).isEqualTo("\"a.b.c\"");
    }

    @ParameterizedTest
    @CsvSource({"400,REFUSED", "404,UNKNOWN_SERVICE", "429,UNAVAILABLE", "500,UNAVAILABLE", "503,UNAVAILABLE"})
    void saysWhyAServerDidNotDoIt(int status, Reason reason) {
        answers(status, "{\"detail\":\"secret\"}");
        assertThatExceptionOfType(DiscoveryServerException.class)
                .isThrownBy(() -> servers.register(service, "vp"))
                .withMessageNotContaining("secret")
                .extracting(DiscoveryServerException::reason)
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "{\"entries\":[],\"seed\":\"s\",\"timestamp\":1}",
                "{\"entries\":{},\"timestamp\":1}",
                "{\"entries\":{},\"seed\":\"s\",\"timestamp\":-1}",
                "{\"entries\":{},\"seed\":\"s\",\"timestamp\":\"1\"}",
                "{\"entries\":{\"x\":\"vp\"},\"seed\":\"s\",\"timestamp\":1}",
                "{\"entries\":{\"1\":{}},\"seed\":\"s\",\"timestamp\":1}"
            })
    void refusesAnswersThatAreNotInTheProtocol(String body) {
        answers(200, body);
        assertThatExceptionOfType(DiscoveryServerException.class)
                .isThrownBy(() -> assertThat(servers.list(service, 0)).isNull())
                .extracting(DiscoveryServerException::reason)
                .isEqualTo(Reason.INVALID_ANSWER);
    }

    @Test
    void doesNotCallAddressesThatMayNotBeCalled() {
        try (HttpDiscoveryServers strict = new HttpDiscoveryServers(new GuardedHttpClient(
                vertx, NodeMode.STRICT, OutboundTrust.of(Optional.empty()), List.of(), OutboundLimits.STANDARD))) {
            assertThatExceptionOfType(DiscoveryServerException.class)
                    .isThrownBy(() -> strict.register(service, "vp"))
                    .extracting(DiscoveryServerException::reason)
                    .isEqualTo(Reason.NOT_ALLOWED);
        }
        assertThat(server.received()).isEmpty();
    }
}

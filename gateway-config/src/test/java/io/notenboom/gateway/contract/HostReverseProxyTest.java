// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.notenboom.gateway.GatewayConfig;
import io.notenboom.gateway.model.InvalidGatewayModelException;
import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.testkit.FreePorts;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.testkit.http.RecordingServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The reverse proxy of a host, run with the real NGINX before two nodes that record what they see. */
@Timeout(60)
class HostReverseProxyTest {

    private static final String NAME = "zorg.example";
    private static final List<String> INTERNAL =
            List.of("/", "/internal/vdr/v2", "/pdp/v1/flows", "/registry/v1/events", "/q/health", "/oauth2");
    private static final List<String> ODD =
            List.of("/oauth2/../internal/x", "/oauth2/%2e%2e/internal", "http://b.example/oauth2/x", "/oauth2//x");

    @TempDir
    Path folder;

    private static String customer(String id, String host, LoopbackTls tls, RecordingServer node) {
        return """
                - customer: %s
                  host: %s
                  certificate: %s
                  key: %s
                  authService: {url: "%s"}
                  aaaProxy: {url: "%s"}
                """.formatted(id, host, tls.certificate(), tls.key(), node.url(), node.url());
    }

    @Test
    void eachHostNameLeadsToThePublicPathsOfItsOwnNodeOnly() throws Exception {
        Optional<Path> program = RunnableGateway.NGINX.find();
        if (program.isEmpty()) {
            System.out.println(
                    "SKIPPED: " + RunnableGateway.NGINX.missing() + "; the host's reverse proxy was not run");
        }
        assumeTrue(program.isPresent(), RunnableGateway.NGINX.missing());
        LoopbackTls tls = LoopbackTls.create(folder, Instant.now());
        int port = FreePorts.any();
        try (RecordingServer own = new RecordingServer(null, RecordingServer.answering(200, List.of(), "own"));
                RecordingServer other = new RecordingServer(null, RecordingServer.answering(200, List.of(), "other"))) {
            Path model = Files.writeString(
                    folder.resolve("host.yaml"),
                    "address: 127.0.0.1\nport: " + port + "\nworkers: 1\ncustomers:\n"
                            + customer("vendra", NAME, tls, own) + customer("vendrb", "b.example", tls, other));
            Path conf = folder.resolve("conf");
            assertThat(GatewayConfig.renderHost(model, conf)).containsExactly("nginx.conf");
            try (GatewayProcess nginx = GatewayProcess.start(RunnableGateway.NGINX, program.get(), conf)) {
                assertThat(nginx).isNotNull();
                publicPathsOnly(new RawClient(new NamedSockets(tls.context().getSocketFactory()), port), own);
                assertThat(other.received()).isEmpty();
            }
        }
    }

    private static int send(RawClient client, String host, String request) throws IOException {
        String[] lines = request.split("\\|", -1);
        String head = lines[0] + " HTTP/1.1\r\nHost: " + host + "\r\n";
        String fields = String.join("\r\n", List.of(lines).subList(1, lines.length));
        return client.exchange(head + (fields.isEmpty() ? "" : fields + "\r\n") + "\r\n", false)
                .status();
    }

    private static void publicPathsOnly(RawClient client, RecordingServer own) throws IOException {
        String request = "GET /oauth2/a/x?b=c|Authorization: Bearer t|X-PEP-Key: forged|X-Ingress-Key: forged";
        assertThat(send(client, NAME, request)).isEqualTo(200);
        assertThat(own.last().startLine()).isEqualTo("GET /oauth2/a/x?b=c HTTP/1.1");
        assertThat(own.last().values("Authorization")).containsExactly("Bearer t");
        assertThat(own.last().values("X-PEP-Key")).isEmpty();
        assertThat(own.last().values("X-Ingress-Key")).isEmpty();
        assertThat(own.last().values("Host")).containsExactly(NAME);
        assertThat(send(client, NAME, "POST /notification/1|Content-Length: 0")).isEqualTo(200);
        own.forget();
        for (String target : INTERNAL) {
            assertThat(send(client, NAME, "GET " + target)).as(target).isEqualTo(404);
        }
        for (String target : ODD) {
            assertThat(send(client, NAME, "GET " + target)).as(target).isIn(400, 404, 421);
        }
        assertThat(send(client, "b.example", "GET /oauth2/x"))
                .as("a connection that was opened for one customer serves no other")
                .isEqualTo(421);
        assertThat(send(client, "unknown.example", "GET /oauth2/x")).isEqualTo(421);
        assertThat(own.received()).isEmpty();
    }

    /** Opens connections for one host name. */
    private static final class NamedSockets extends SocketFactory {

        private final SSLSocketFactory sockets;

        NamedSockets(SSLSocketFactory sockets) {
            this.sockets = sockets;
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            return sockets.createSocket(new Socket(InetAddress.getLoopbackAddress(), port), NAME, port, true);
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            return createSocket(NAME, port);
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress localHost, int localPort) throws IOException {
            return createSocket(NAME, port);
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
                throws IOException {
            return createSocket(NAME, port);
        }
    }

    @Test
    void twoCustomersWithOneHostNameAreRefused() throws IOException {
        String same =
                "- {customer: %s, host: a.example, certificate: /a, key: /b, authService: {url: \"http://127.0.0.1:1\"}}\n";
        Path model = Files.writeString(
                folder.resolve("host.yaml"), "customers:\n" + same.formatted("vendra") + same.formatted("vendrb"));
        assertThatThrownBy(() -> GatewayConfig.renderHost(model, folder.resolve("out")))
                .isInstanceOf(InvalidGatewayModelException.class)
                .hasMessageContaining("vendrb")
                .hasMessageContaining("there twice");
    }
}

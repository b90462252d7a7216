// SPDX-License-Identifier: Apache-2.0
package io.notenboom.vault.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.notenboom.custody.CustodyUnavailableException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VaultHttpTest {

    private static final VaultCall KEYS = VaultCall.list("transit-c7f3k2/keys");

    private HttpServer server;
    private VaultHttp http;
    private String body = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(404, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        http = new VaultHttp(VaultServer.at(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort())));
    }

    @AfterEach
    void stop() {
        http.close();
        server.stop(0);
    }

    private VaultAnswer send() {
        return http.send(KEYS, null, Deadline.in(Duration.ofSeconds(5)));
    }

    @Test
    void nothingIsThereWhenTheVaultSaysSo() {
        body = "{\"errors\":[]}";
        VaultAnswer answer = send();
        assertThat(answer.isFound()).isFalse();
        assertThat(answer.names()).isEmpty();
    }

    @Test
    void aProxyThatDoesNotKnowThePathSaysNothingAboutKeys() {
        for (String other : new String[] {"", "<html>not found</html>", "[]"}) {
            body = other;
            assertThatThrownBy(this::send)
                    .as(other)
                    .isInstanceOf(CustodyUnavailableException.class)
                    .hasMessageContaining("something else than a Vault");
        }
    }

    @Test
    void aPathThatTheVaultDoesNotKnowIsRefused() {
        body = "{\"errors\":[\"no handler for route\"]}";
        assertThatThrownBy(this::send)
                .isInstanceOf(VaultRefusedException.class)
                .hasMessageContaining("no handler for route");
    }
}

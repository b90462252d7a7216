// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.notenboom.registry.app.GossipOverTlsTest.admin;
import static io.notenboom.registry.app.GossipOverTlsTest.await;
import static io.notenboom.registry.app.GossipOverTlsTest.nodeCa;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.gossip.AcceptedPeers;
import io.notenboom.trust.x509.Pem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one node may take of the peer listener. */
@QuarkusTest
@QuarkusTestResource(RegistryNodeResource.class)
class PeerLimitsTest {

    @Inject
    NodeConfig config;

    @Inject
    AcceptedPeers accepted;

    @TempDir
    Path folder;

    private SecondNode second() {
        JsonPath foundation = admin().get("/enrolment/v1/foundation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        return new SecondNode(
                folder,
                Pem.readFirstCertificate(foundation.getString("root")),
                foundation.getString("network"),
                "https://localhost:" + config.listener().peer().port().orElseThrow());
    }

    @Test
    void aNodeHasFiveConnectionsAndTheSixthIsAnsweredOnceAndClosed() throws Exception {
        try (SecondNode node = second()) {
            OwnCertificate own = node.identity(nodeCa(node));
            List<HttpClient> clients = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                clients.add(HttpClient.newBuilder().sslContext(node.tls(own)).build());
            }
            try {
                for (HttpClient client : clients.subList(0, 5)) {
                    assertThat(peerCall(client, "/gossip/v1/head").statusCode()).isEqualTo(200);
                }
                long before = accepted.refusals(AcceptedPeers.Refusal.NODE_CONNECTIONS);
                HttpResponse<String> sixth = peerCall(clients.getLast(), "/gossip/v1/head");
                assertThat(sixth.statusCode()).isEqualTo(429);
                assertThat(sixth.body()).contains("too-many-connections");
                assertThat(sixth.headers().firstValue("Retry-After")).contains("2");
                assertThat(accepted.refusals(AcceptedPeers.Refusal.NODE_CONNECTIONS))
                        .isEqualTo(before + 1);
                clients.getFirst().shutdownNow();
                await(() -> isAnswered(clients.getLast()));
            } finally {
                clients.forEach(HttpClient::shutdownNow);
            }
        }
    }

    private HttpResponse<String> peerCall(HttpClient client, String path) throws IOException, InterruptedException {
        URI url = URI.create(
                "https://localhost:" + config.listener().peer().port().orElseThrow() + path);
        return client.send(
                HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(10)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private boolean isAnswered(HttpClient client) {
        try {
            return peerCall(client, "/gossip/v1/head").statusCode() == 200;
        } catch (IOException closed) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void whatCannotBeReadIsRefusedAndThreeTimesIsEnough() throws Exception {
        try (SecondNode node = second();
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(node.tls(node.identity(nodeCa(node))))
                        .build()) {
            for (String path : List.of("trie/zz?root=x", "trie/0,,1?root=x", "streams/none/events?from=0")) {
                assertThat(peerCall(client, "/gossip/v1/" + path).statusCode())
                        .as(path)
                        .isEqualTo(400);
            }
            HttpResponse<String> refused = peerCall(client, "/gossip/v1/head");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.body()).contains("come back in an hour");
            assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow())
                    .isBetween(3_500L, 3_600L);
        }
    }
}

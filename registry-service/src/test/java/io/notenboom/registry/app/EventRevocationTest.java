// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.notenboom.registry.app.GossipOverTlsTest.admin;
import static io.notenboom.registry.app.GossipOverTlsTest.await;
import static io.notenboom.registry.app.GossipOverTlsTest.equal;
import static io.notenboom.registry.app.GossipOverTlsTest.nodeCa;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.gossip.AcceptedPeers;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.RevocationList;
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
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a revocation in the Foundation's stream does to the node with that certificate. */
@QuarkusTest
@QuarkusTestResource(value = RegistryNodeResource.class, restrictToAnnotatedClass = true)
class EventRevocationTest {

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
        X509Certificate root = Pem.readFirstCertificate(foundation.getString("root"));
        String address = "https://localhost:" + config.listener().peer().port().orElseThrow();
        return new SecondNode(folder, root, foundation.getString("network"), address);
    }

    /** The Foundation's event alone shuts it out, whatever the cutoff; the list tells those who do not read events. */
    @Test
    void aNodeWhoseCaAnEventRevokedIsShutOut() throws Exception {
        try (SecondNode node = second()) {
            OwnCertificate own = node.identity(nodeCa(node));
            node.gossip.open(own);
            await(() -> equal(node.gossip.convergence()));
            try (HttpClient before =
                    HttpClient.newBuilder().sslContext(node.tls(own)).build()) {
                assertThat(head(before)).isEqualTo(200);
            }
            String stream = admin().get("/registry/v1/streams")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getString("streams[0].sid");
            X509Certificate revoked = own.chain().getLast();
            admin().body(Map.of(
                            "certificate", Fingerprints.x5tS256(revoked), "reason", "stolen", "sid", stream, "seq", 0))
                    .post("/registry/v1/foundation/revocations")
                    .then()
                    .statusCode(201);
            await(() -> node.gossip.peers().stream().anyMatch(peer -> "unreachable".equals(peer.lastFailure())));
            await(() -> accepted.closeIf(chain -> chain.contains(own.chain().getFirst())) == 0);
            try (HttpClient after =
                    HttpClient.newBuilder().sslContext(node.tls(own)).build()) {
                assertThatThrownBy(() -> head(after)).isInstanceOf(IOException.class);
            }
            byte[] list = admin().get("/pki/v1/foundation.crl")
                    .then()
                    .statusCode(200)
                    .extract()
                    .asByteArray();
            assertThat(RevocationList.verify(list, node.root(), Instant.now()).revokes(revoked))
                    .isTrue();
        }
    }

    private int head(HttpClient client) throws IOException, InterruptedException {
        URI url = URI.create(
                "https://localhost:" + config.listener().peer().port().orElseThrow() + "/gossip/v1/head");
        return client.send(
                        HttpRequest.newBuilder(url)
                                .timeout(Duration.ofSeconds(10))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.registry.peer.ConvergenceView;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.trust.x509.Pem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second node gossips with the service over real mTLS, each with the key of its certificate in its custodian. */
@QuarkusTest
@QuarkusTestResource(RegistryNodeResource.class)
class GossipOverTlsTest {

    @Inject
    NodeConfig config;

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

    @Test
    void aNodeOfTheFoundationGetsAllEvents() {
        try (SecondNode node = second()) {
            node.gossip.open(node.identity(nodeCa(node)));
            await(() -> equal(node.gossip.convergence()));
            JsonPath here = admin().get("/registry/v1/convergence")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(node.gossip.convergence().headsRoot()).isEqualTo(here.getString("headsRoot"));
            assertThat(node.gossip.convergence().events()).isPositive();
        }
    }

    @Test
    void aNodeOfAnotherFoundationGetsNothing() {
        try (SecondNode node = second()) {
            node.gossip.open(node.strangeIdentity());
            await(() -> node.gossip.convergence().peers().stream().anyMatch(peer -> peer.lastSync() == null));
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
            assertThat(node.gossip.convergence().events()).isZero();
            assertThat(node.gossip.convergence().peers()).allMatch(peer -> peer.lastSync() == null);
        }
    }

    private static boolean equal(ConvergenceView view) {
        return view.events() > 0 && view.peers().stream().anyMatch(PeerView::equal);
    }

    private static String nodeCa(SecondNode node) {
        JsonPath request = admin().body(
                        Map.of("kind", "node-ca", "csr", node.csr(), "name", "Leverancier B", "kvk", "22222222"))
                .post("/enrolment/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath();
        String path = "/enrolment/v1/requests/" + request.getString("id");
        admin().body("{}").post(path + "/acceptance").then().statusCode(200);
        return admin().header("X-Request-Token", request.getString("requestToken"))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("certificate");
    }

    private static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + RegistryNodeResource.ADMIN)
                .contentType(ContentType.JSON);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not happen within 20 s").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.revocation.Denylists;
import io.notenboom.registry.audit.WebFiles;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.testkit.Await;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two customers' nodes have certificates under one CA; one of them is put on the denylist. */
@QuarkusTest
@QuarkusTestResource(RegistryNodeResource.class)
class DeniedNodeTest {

    @Inject
    NodeConfig config;

    @Inject
    Denylists denylists;

    @ConfigProperty(name = "notenboom.registry.denylist.file")
    Path list;

    @TempDir
    Path folder;

    @Test
    void aBlockedCertificateHarmsOneCustomerOnly() throws Exception {
        JsonPath foundation = GossipOverTlsTest.admin()
                .get("/enrolment/v1/foundation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        X509Certificate root = Pem.readFirstCertificate(foundation.getString("root"));
        int port = config.listener().peer().port().orElseThrow();
        try (SecondNode nodes =
                new SecondNode(folder, root, foundation.getString("network"), "https://localhost:" + port)) {
            String ca = GossipOverTlsTest.nodeCa(nodes);
            OwnCertificate first = nodes.identity(ca);
            OwnCertificate second = nodes.identity(ca);
            try (HttpClient ofTheFirst =
                            HttpClient.newBuilder().sslContext(nodes.tls(first)).build();
                    HttpClient ofTheSecond = HttpClient.newBuilder()
                            .sslContext(nodes.tls(second))
                            .build()) {
                Await.until(() -> isServed(ofTheFirst, port) && isServed(ofTheSecond, port), "both are served");
                publish(List.of(DenylistEntry.of(first.chain().getFirst(), "test")));
                Await.until(() -> !isServed(ofTheFirst, port), "the first is shut out");
                assertThat(isServed(ofTheSecond, port)).isTrue();
                publish(List.of());
                Await.until(() -> isServed(ofTheFirst, port), "the first is let in again");
            }
        }
    }

    @Test
    void theListIsPublishedForEverybody() throws Exception {
        String text = publish(List.of());
        String served = given().get("/pki/v1/denylist.jws")
                .then()
                .statusCode(200)
                .contentType("application/jose")
                .header("Cache-Control", "public, max-age=60")
                .extract()
                .asString();
        assertThat(served).isEqualTo(text);
    }

    private String publish(List<DenylistEntry> entries) throws IOException {
        String text = TestDenylist.write(list, entries);
        denylists.refresh();
        return text;
    }

    private static boolean isServed(HttpClient client, int port) {
        try {
            return new WebFiles(client, URI.create("https://localhost:" + port + "/log/v1"), Duration.ofSeconds(10))
                    .read("checkpoint")
                    .isPresent();
        } catch (IOException refused) {
            return false;
        }
    }
}

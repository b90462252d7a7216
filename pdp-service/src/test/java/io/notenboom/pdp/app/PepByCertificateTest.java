// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.kit.listener.Listeners;
import io.notenboom.testkit.http.HttpMessage;
import io.notenboom.testkit.http.LoopbackTls;
import io.notenboom.testkit.http.RawClient;
import io.notenboom.trust.tls.TrustedAuthorities;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An enforcement point that shows a certificate in the TLS handshake, and has no key. */
@QuarkusTest
@WithTestResource(NodeAround.class)
class PepByCertificateTest {

    private static final String FORWARD = "/authz/forward/p-mutual";
    private static final String[] READ = {
        "X-Original-Method: GET", "X-Original-URI: /fhir/Patient/9", "Authorization: Bearer other"
    };
    private static final String INPUT =
            "{\"input\":{\"request\":{\"http\":{\"method\":\"GET\",\"path\":\"/fhir/Patient/9\","
                    + "\"querystring\":{},\"headers\":{\"authorization\":\"Bearer other\"}}}}}";

    @TempDir
    Path folder;

    @Inject
    Listeners listeners;

    private LoopbackTls own;

    @BeforeEach
    void registerItsCertificate() throws Exception {
        new StandIns(NodeAround.others()).all();
        own = identity("own", Instant.now());
        register("original", own);
    }

    private LoopbackTls identity(String name, Instant from) throws Exception {
        return LoopbackTls.create(Files.createDirectories(folder.resolve(name)), from);
    }

    private static void register(String dialect, LoopbackTls shown) throws IOException {
        String thumbprint = Fingerprints.x5tS256(Pem.readFirstCertificate(Files.readString(shown.certificate())));
        String json = "{\"authentication\":\"mtls\",\"certificateThumbprints\":[\"" + thumbprint
                + "\"],\"kind\":\"fhir\",\"dialect\":\"" + dialect + "\",\"bodyMode\":\"full\",\"basePath\":\"/fhir\","
                + "\"publicBaseUrl\":\"https://sender.example\",\"profiles\":[\"seed/handoff-only\"],\"audience\":\""
                + StandIns.ISSUER + "\",\"subject\":\"a\"}";
        given().header("Authorization", "Bearer " + NodeAround.TOKEN).delete("/pdp/v1/peps/p-mutual");
        given().header("Authorization", "Bearer " + NodeAround.TOKEN)
                .contentType("application/json")
                .body(json)
                .put("/pdp/v1/peps/p-mutual")
                .then()
                .statusCode(201);
    }

    private RawClient showing(LoopbackTls shown) throws Exception {
        return client(shown.towards(NodeAround.publicTls().certificate()));
    }

    private RawClient anonymous() throws IOException {
        return client(TrustedAuthorities.context(
                TrustedAuthorities.only(NodeAround.publicTls().certificate())));
    }

    private RawClient client(SSLContext context) {
        return new RawClient(context.getSocketFactory(), listeners.publicPort().orElseThrow());
    }

    private static void assertDecided(HttpMessage answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.values("X-Decision-Reason")).containsExactly("not_in_flow");
    }

    private static void assertUnknown(HttpMessage answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.values("X-Decision-Reason")).containsExactly("pep_not_authenticated");
    }

    @Test
    void theCertificateOfTheHandshakeTellsWhichItIs() throws Exception {
        assertDecided(showing(own).send("GET", FORWARD, READ));
    }

    @Test
    void nobodyElseIsAnswered() throws Exception {
        assertUnknown(anonymous().send("GET", FORWARD, READ));
        assertUnknown(showing(identity("other", Instant.now())).send("GET", FORWARD, READ));
        String escaped = URLEncoder.encode(Files.readString(own.certificate()), StandardCharsets.UTF_8);
        String[] claimed = {READ[0], READ[1], READ[2], "Client-Cert: " + escaped};
        assertUnknown(anonymous().send("GET", FORWARD, claimed));
        RawClient internal = new RawClient(SocketFactory.getDefault(), RestAssured.port);
        assertUnknown(internal.send("GET", FORWARD, READ));
        assertUnknown(internal.send("GET", FORWARD, claimed));
    }

    @Test
    void aCertificateThatHasEndedCountsNoMore() throws Exception {
        LoopbackTls ended = identity("ended", Instant.now().minus(Duration.ofDays(3)));
        register("original", ended);
        assertUnknown(showing(ended).send("GET", FORWARD, READ));
    }

    @Test
    void anOpaPluginNeedsToNameNothing() throws Exception {
        register("kong-opa", own);
        HttpMessage answer =
                showing(own).sendBody("POST", "/v1/data/nuts/authz", INPUT, "Content-Type: application/json");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"allow\":false").contains("not_in_flow");
        assertThat(anonymous()
                        .sendBody("POST", "/v1/data/nuts/authz", INPUT, "Content-Type: application/json")
                        .status())
                .isEqualTo(401);
    }
}

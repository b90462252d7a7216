// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestAuthority;
import io.notenboom.kit.revocation.Denylists;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Gateways and clients with certificates, over TLS and through a reverse proxy; and the registration of gateways. */
@QuarkusTest
@QuarkusTestResource(value = AuthNodeResource.class, restrictToAnnotatedClass = true)
@QuarkusTestResource(value = GatewayNodeResource.class, restrictToAnnotatedClass = true)
class GatewayCertificateTest extends GatewayCalls {

    private static final String PATH = "/auth/v1/subjects/";

    @Inject
    Denylists denylists;

    private final TestAuthority own = new TestAuthority("CN=gateway", InstantSource.system());

    @Test
    @DisplayName(
            "mTLS-bound token (RFC 8705): bound to the certificate of the connection, shown by introspection, unknown where it could not be told")
    void boundToken() throws Exception {
        String holder = parties("c1", "d1");
        try (HttpClient client = client(own);
                HttpClient without = TestCertificates.client(trust)) {
            HttpResponse<String> got = post(client, "/oauth2/c1/mtls/token", tokenForm("c1", "d1", holder));
            assertThat(got.statusCode()).as(got.body()).isEqualTo(200);
            assertThat(json(got).path("token_type").textValue()).isEqualTo("Bearer");
            String token = json(got).path("access_token").textValue();
            Response known = introspect(gateway("c1", Map.of()), "c1", token);
            assertThat(known.<Map<String, String>>path("cnf"))
                    .isEqualTo(Map.of("x5t#S256", Fingerprints.x5tS256(own.certificate())));
            assertInactive(
                    admin().contentType(FORM).body("token=" + token).post("/internal/auth/v2/accesstoken/introspect"));

            HttpResponse<String> none = post(without, "/oauth2/c1/mtls/token", tokenForm("c1", "d1", holder));
            assertThat(none.statusCode()).isEqualTo(400);
            assertThat(none.body()).contains("client certificate");
            X509Certificate ended = new TestAuthority(
                            "CN=ended", InstantSource.fixed(Instant.now().minus(Duration.ofDays(500))))
                    .certificate();
            HttpResponse<String> late = post(
                    without,
                    "/oauth2/c1/mtls/token",
                    tokenForm("c1", "d1", holder),
                    "X-Ingress-Key",
                    GatewayNodeResource.INGRESS_KEY,
                    "Client-Cert",
                    ":" + Base64.getEncoder().encodeToString(ended.getEncoded()) + ":");
            assertThat(late.statusCode()).isEqualTo(400);
            assertThat(late.body()).contains("not valid now");
            HttpResponse<String> plain = post(client, "/oauth2/c1/token", tokenForm("c1", "d1", holder));
            assertThat(introspect(
                                    gateway("c1", Map.of()),
                                    "c1",
                                    json(plain).path("access_token").textValue())
                            .<Object>path("cnf"))
                    .isNull();
        }
    }

    @Test
    @DisplayName("a certificate on a denylist gets no token; another one does")
    void deniedCertificate() throws Exception {
        String holder = parties("c9", "d9");
        TestAuthority denied = new TestAuthority("CN=denied", InstantSource.system());
        GatewayNodeResource.deny(denied.certificate());
        denylists.refresh();
        try (HttpClient refused = client(denied);
                HttpClient good = client(own)) {
            HttpResponse<String> answer = post(refused, "/oauth2/c9/mtls/token", tokenForm("c9", "d9", holder));
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
            assertThat(json(answer).path("error").textValue()).isEqualTo("invalid_request");
            assertThat(json(answer).path("error_description").textValue()).contains("denied");
            assertThat(post(good, "/oauth2/c9/mtls/token", tokenForm("c9", "d9", holder))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    @DisplayName("mTLS caller: the certificate that TLS saw; without it, or with another, 401")
    void selfSignedGateway() throws Exception {
        parties("c2", "d2");
        String token = token("d2", issuer("c2"));
        assertThat(register(
                                "c2",
                                Map.of(
                                        "client_id",
                                        "gw",
                                        "name",
                                        "Gateway",
                                        "auth_method",
                                        "self_signed_tls_client_auth",
                                        "certificates",
                                        Pem.write(own.certificate())))
                        .statusCode())
                .isEqualTo(201);
        String form = "client_id=gw&token=" + token;
        try (HttpClient client = client(own);
                HttpClient other = client(new TestAuthority("CN=gateway", InstantSource.system()));
                HttpClient without = TestCertificates.client(trust)) {
            HttpResponse<String> known = post(client, "/oauth2/c2/introspect", form);
            assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
            assertThat(json(known).path("active").booleanValue()).isTrue();
            assertThat(post(other, "/oauth2/c2/introspect", form).statusCode()).isEqualTo(401);
            assertThat(post(without, "/oauth2/c2/introspect", form).statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    @DisplayName("mTLS caller behind a reverse proxy: the header counts with the proxy's key only")
    void handedOverByTheIngress() throws Exception {
        parties("c3", "d3");
        String form = "client_id=gw&token=" + token("d3", issuer("c3"));
        X509Certificate gateway = GatewayNodeResource.AUTHORITY.issue("CN=gateway,O=Zorg", "gateway.example");
        assertThat(register(
                                "c3",
                                Map.of(
                                        "client_id",
                                        "gw",
                                        "name",
                                        "Gateway",
                                        "auth_method",
                                        "tls_client_auth",
                                        "tls_client_auth_san_dns",
                                        "gateway.example"))
                        .statusCode())
                .isEqualTo(201);
        String rfc9440 = ":" + Base64.getEncoder().encodeToString(gateway.getEncoded()) + ":";
        String escaped =
                URLEncoder.encode(Pem.write(gateway), StandardCharsets.UTF_8).replace("+", "%20");
        try (HttpClient proxy = TestCertificates.client(trust)) {
            for (String header : List.of(rfc9440, escaped)) {
                HttpResponse<String> known = post(
                        proxy,
                        "/oauth2/c3/introspect",
                        form,
                        "X-Ingress-Key",
                        GatewayNodeResource.INGRESS_KEY,
                        "Client-Cert",
                        header);
                assertThat(known.statusCode()).as(known.body()).isEqualTo(200);
                assertThat(json(known).path("active").booleanValue()).isTrue();
            }
            assertThat(post(proxy, "/oauth2/c3/introspect", form, "Client-Cert", rfc9440)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(post(
                                    proxy,
                                    "/oauth2/c3/introspect",
                                    form,
                                    "X-Ingress-Key",
                                    "x".repeat(40),
                                    "Client-Cert",
                                    rfc9440)
                            .statusCode())
                    .isEqualTo(401);
            assertThat(post(
                                    proxy,
                                    "/oauth2/c3/introspect",
                                    form,
                                    "X-Ingress-Key",
                                    GatewayNodeResource.INGRESS_KEY,
                                    "Client-Cert",
                                    ":AAAA:")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    @DisplayName(
            "DPoP at the token endpoint: header name in capitals accepted; two DPoP headers refused; no proof at all")
    void proofHeaders() throws Exception {
        String holder = parties("c4", "d4");
        try (HttpClient client = TestCertificates.client(trust)) {
            HttpResponse<String> two =
                    post(client, "/oauth2/c4/token", tokenForm("c4", "d4", holder), "DPoP", "a.b.c", "DPoP", "a.b.c");
            assertThat(json(two).path("error").textValue()).isEqualTo("invalid_dpop_proof");
            HttpResponse<String> capitals =
                    post(client, "/oauth2/c4/token", tokenForm("c4", "d4", holder), "DPOP", "not a jwt");
            assertThat(json(capitals).path("error").textValue()).isEqualTo("invalid_dpop_proof");
            HttpResponse<String> none = post(client, "/oauth2/c4/token", tokenForm("c4", "d4", holder));
            assertThat(json(none).path("token_type").textValue()).isEqualTo("Bearer");
        }
    }

    @Test
    void registrationShowsTheSecretOnceAndPages() {
        subject("r1");
        Response made =
                register("r1", Map.of("client_id", "kong", "name", "Kong", "auth_method", "client_secret_basic"));
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        assertThat(made.<String>path("client_secret")).startsWith("nbs_");
        assertThat(made.<String>path("introspection_endpoint")).isEqualTo(issuer("r1") + "/introspect");
        assertThat(made.<List<String>>path("audiences")).containsExactly(issuer("r1"));
        assertThat(made.getHeader("Location")).endsWith(PATH + "r1/resource-servers/kong");
        assertThat(made.getHeader("Cache-Control")).isEqualTo("no-store");
        Response shown = admin().get(PATH + "r1/resource-servers/kong");
        assertThat(shown.asString()).doesNotContain("nbs_").doesNotContain("sha256");
        assertThat(register("r1", Map.of("client_id", "kong", "name", "x", "auth_method", "client_secret_basic"))
                        .<String>path("type"))
                .isEqualTo("urn:notenboom:problem:resource-server-exists");

        register("r1", Map.of("client_id", "apisix", "name", "APISIX", "auth_method", "client_secret_post"));
        register("r1", Map.of("client_id", "opa", "name", "OPA", "auth_method", "client_secret_post"));
        Response first = admin().get(PATH + "r1/resource-servers?limit=2");
        assertThat(first.<List<String>>path("resource_servers.client_id")).containsExactly("apisix", "kong");
        Response last = admin().get(PATH + "r1/resource-servers?limit=2&cursor=" + first.path("next"));
        assertThat(last.<List<String>>path("resource_servers.client_id")).containsExactly("opa");
        assertThat(last.<String>path("next")).isNull();
    }

    @Test
    void registrationIsReplacedRotatedAndRemoved() {
        subject("r2");
        Response made = register("r2", Map.of("client_id", "gw", "name", "x", "auth_method", "client_secret_basic"));
        String secret = made.path("client_secret");
        Response rotated = admin().body(Map.of("overlap_seconds", 0)).post(PATH + "r2/resource-servers/gw/secret");
        assertThat(rotated.statusCode()).as(rotated.asString()).isEqualTo(200);
        assertThat(introspect(basic("gw", secret), "r2", "t").statusCode()).isEqualTo(401);
        assertInactive(introspect(basic("gw", rotated.path("client_secret")), "r2", "t"));
        Response replaced = admin().body(Map.of(
                        "name", "y", "auth_method", "client_secret_basic", "audiences", List.of("https://x.example")))
                .put(PATH + "r2/resource-servers/gw");
        assertThat(replaced.<List<String>>path("audiences")).containsExactly("https://x.example");
        assertInactive(introspect(basic("gw", rotated.path("client_secret")), "r2", "t"));
        assertThat(admin().delete(PATH + "r2/resource-servers/gw").statusCode()).isEqualTo(204);
        assertThat(admin().delete(PATH + "r2/resource-servers/gw").statusCode()).isEqualTo(404);
        assertThat(introspect(basic("gw", rotated.path("client_secret")), "r2", "t")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void registrationSaysWhatIsWrong() {
        subject("r3");
        assertBad(Map.of("name", "x", "auth_method", "magic"), "auth_method must be one of");
        assertBad(Map.of("name", "x", "auth_method", "private_key_jwt"), "jwks or jwks_uri");
        assertBad(Map.of("name", "x", "auth_method", "private_key_jwt", "jwks_uri", "http://x.example"), "https");
        assertBad(Map.of("name", "x", "auth_method", "private_key_jwt", "jwks", Map.of("keys", List.of(1))), "key 1");
        assertBad(
                Map.of("name", "x", "auth_method", "self_signed_tls_client_auth", "certificates", "x"), "certificate");
        assertBad(Map.of("name", "x", "auth_method", "client_secret_basic", "jwks_uri", "https://x.example"), "secret");
        assertBad(Map.of("name", "x", "auth_method", "client_secret_basic", "client_id", "a b"), "client_id");
        assertBad(Map.of("name", "x", "auth_method", "client_secret_basic", "audience", "https://x.example"), "known");
        assertBad(Map.of("auth_method", "client_secret_basic"), "name");
        assertThat(register("nobody", Map.of("name", "x", "auth_method", "client_secret_basic"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(admin().get(PATH + "r3/resource-servers?limit=0").statusCode())
                .isEqualTo(400);
    }

    private static void assertBad(Map<String, Object> body, String detail) {
        Response refused = register("r3", body);
        assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(400);
        assertThat(refused.<String>path("detail")).contains(detail);
    }
}

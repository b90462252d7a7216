// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.auth.fakes.TestAuthority;
import io.notenboom.auth.policy.Policies;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.presentation.PresentationBuilder;
import io.notenboom.trust.x509.Pem;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Calls that tests of gateways make over HTTP. */
abstract class GatewayCalls extends CredentialCalls {

    static final String FORM = "application/x-www-form-urlencoded";
    static final String SCOPE = "eOverdracht-receiver";

    @Inject
    Subjects subjects;

    @Inject
    Wallets wallets;

    @Inject
    OwnSigners signers;

    @Inject
    Policies policies;

    String issuer(String subject) {
        return publicUrl + "/oauth2/" + subject;
    }

    /** Two subjects, the second with credentials of the first; gives the DID of the second. */
    String parties(String server, String client) {
        String issuer = subject(server);
        String holder = subject(client);
        Map<String, Object> organisation = new HashMap<>(organisation(issuer, holder));
        organisation.put("format", "jwt_vc");
        assertThat(load(client, issue(organisation).asString())).isEqualTo(204);
        Map<String, Object> participant = new HashMap<>();
        participant.put("type", "EOverdrachtCredential");
        participant.put("issuer", issuer);
        participant.put("expirationDate", "2036-01-01T00:00:00Z");
        participant.put(
                "credentialSubject",
                Map.of(
                        "id",
                        holder,
                        "eOverdracht",
                        Map.of("role", "receiver", "version", "4.0", "auditDate", "2026-01-01")));
        assertThat(load(client, issue(participant).asString())).isEqualTo(204);
        return holder;
    }

    /** A token that the wallet of a subject gets from another. */
    static String token(String client, String issuer) {
        Response got = admin().body(Map.of("authorization_server", issuer, "scope", SCOPE))
                .post("/internal/auth/v2/" + client + "/request-service-access-token");
        assertThat(got.statusCode()).as(got.asString()).isEqualTo(200);
        return got.path("access_token");
    }

    /** A form for the token endpoint with a presentation that was not used yet. */
    String tokenForm(String server, String client, String holder) {
        OwnDid own = subjects.activeDid(new Did(holder)).orElseThrow();
        List<UnverifiedCredential> held = wallets.usable(new SubjectId(client), own.did());
        ScopeSelection.Selected selected =
                (ScopeSelection.Selected) policies.current().policies().select(SCOPE);
        MatchResult.Matched matched = (MatchResult.Matched)
                PresentationExchange.match(selected.policy().definitions().get(WalletOwner.ORGANIZATION), held);
        String presentation = new PresentationBuilder(
                        own.signingKeyId(), signers.signer(own, SignatureKind.PRESENTATION, Instant.now()))
                .tokenRequest(
                        issuer(server),
                        UUID.randomUUID().toString(),
                        matched.presented().stream().map(held::get).toList(),
                        Instant.now())
                .serialized();
        return form(Map.of(
                "grant_type",
                "vp_token-bearer",
                "client_id",
                issuer(client),
                "scope",
                SCOPE,
                "assertion",
                presentation,
                "presentation_submission",
                matched.submission("s").toJson().toString()));
    }

    static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Registers a resource server and gives the answer. */
    static Response register(String subject, Map<String, Object> body) {
        return admin().body(body).post("/auth/v1/subjects/" + subject + "/resource-servers");
    }

    /** Registers one with a secret for the header, and gives how it calls. */
    static RequestSpecification gateway(String subject, Map<String, Object> more) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Gateway", "auth_method", "client_secret_basic"));
        body.putAll(more);
        Response made = register(subject, body);
        assertThat(made.statusCode()).as(made.asString()).isEqualTo(201);
        return basic(made.path("client_id"), made.path("client_secret"));
    }

    static RequestSpecification basic(String id, String secret) {
        return given().auth().preemptive().basic(id, secret).contentType(FORM);
    }

    static Response introspect(RequestSpecification caller, String subject, String token) {
        return caller.body("token=" + token).post("/oauth2/" + subject + "/introspect");
    }

    static void assertInactive(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
        assertThat(answer.asString()).isEqualTo("{\"active\":false}");
    }

    /** Posts a form to the public listener. */
    HttpResponse<String> post(HttpClient client, String path, String form, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(publicUrl + path))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(form));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    /** A client of the public listener that shows a self-signed certificate when it is asked for one. */
    HttpClient client(TestAuthority certificate) throws GeneralSecurityException, IOException {
        char[] none = new char[0];
        KeyStore own = KeyStore.getInstance("PKCS12");
        own.load(null, null);
        own.setKeyEntry("own", certificate.key().getPrivate(), none, new X509Certificate[] {certificate.certificate()});
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(own, none);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry(
                "authority", Pem.readCertificates(Files.readString(trust)).getFirst());
        TrustManagerFactory trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return HttpClient.newBuilder()
                .sslContext(context)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}

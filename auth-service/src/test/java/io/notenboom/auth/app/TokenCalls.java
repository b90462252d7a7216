// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.presentation.PresentationBuilder;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Token requests over the public listener, as tests make them. */
abstract class TokenCalls extends CredentialCalls {

    static final String FORM = "application/x-www-form-urlencoded";

    @Inject
    Subjects subjects;

    @Inject
    Wallets wallets;

    @Inject
    OwnSigners signers;

    @Inject
    Policies policies;

    /** Gives a subject both credentials of eOverdracht. */
    void giveCredentials(String issuer, String holder, String subject) {
        load(
                subject,
                issuer,
                holder,
                "NutsOrganizationCredential",
                Map.of("organization", Map.of("name", "Zorg", "city", "Dorp")));
        load(
                subject,
                issuer,
                holder,
                "EOverdrachtCredential",
                Map.of("eOverdracht", Map.of("role", "receiver", "version", "4.0", "auditDate", "2026-01-01")));
    }

    private static void load(String subject, String issuer, String holder, String type, Map<String, Object> claims) {
        Map<String, Object> about = new HashMap<>(claims);
        about.put("id", holder);
        String issued = issue(Map.of(
                        "type", type,
                        "issuer", issuer,
                        "credentialSubject", about,
                        "format", "jwt_vc",
                        "expirationDate", "2036-01-01T00:00:00Z"))
                .asString();
        assertThat(load(subject, issued)).isEqualTo(204);
    }

    String form(String subject, String server, String nonce) throws Exception {
        OwnDid own =
                subjects.find(new SubjectId(subject)).orElseThrow().activeDids().getFirst();
        Did holder = own.did();
        List<UnverifiedCredential> held = wallets.usable(new SubjectId(subject), holder);
        MatchResult.Matched matched = (MatchResult.Matched) PresentationExchange.match(definition(), held);
        String presentation = new PresentationBuilder(
                        own.signingKeyId(), signers.signer(own, SignatureKind.PRESENTATION, Instant.now()))
                .tokenRequest(
                        publicUrl + "/oauth2/" + server,
                        nonce,
                        matched.presented().stream().map(held::get).toList(),
                        Instant.now())
                .serialized();
        return Map.of(
                        "grant_type",
                        "vp_token-bearer",
                        "client_id",
                        publicUrl + "/oauth2/" + subject,
                        "scope",
                        "eOverdracht-receiver",
                        "assertion",
                        presentation,
                        "presentation_submission",
                        matched.submission("s").toJson().toString())
                .entrySet()
                .stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private PresentationDefinition definition() {
        return ((ScopeSelection.Selected) policies.current().policies().select("eOverdracht-receiver"))
                .policy()
                .definitions()
                .get(WalletOwner.ORGANIZATION);
    }

    /** The same form with another signature of the presentation. */
    static String forged(String form) {
        int signature = form.lastIndexOf('.', end(form)) + 1;
        char first = form.charAt(signature);
        return form.substring(0, signature) + (first == 'A' ? 'B' : 'A') + form.substring(signature + 1);
    }

    private static int end(String form) {
        int begin = form.indexOf("assertion=");
        int end = form.indexOf('&', begin);
        return end < 0 ? form.length() : end;
    }

    HttpResponse<String> forwarded(String source, String subject, String form) throws Exception {
        return send(request("/oauth2/" + subject + "/token")
                .header("X-Forwarded-For", source)
                .header("Content-Type", FORM)
                .POST(body(form)));
    }

    HttpResponse<String> token(String subject, String type, String form) throws Exception {
        return send(request("/oauth2/" + subject + "/token")
                .header("Content-Type", type)
                .POST(body(form)));
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(publicUrl + path));
    }

    static HttpRequest.BodyPublisher body(String text) {
        return HttpRequest.BodyPublishers.ofString(text);
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static String error(HttpResponse<String> answer) throws Exception {
        return JSON.readTree(answer.body()).path("error").asText();
    }

    static void assertOAuthError(HttpResponse<String> answer, int status, String error) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
        JsonNode json = JSON.readTree(answer.body());
        assertThat(json.path("error").asText()).isEqualTo(error).isNotEmpty();
        assertThat(json.path("error_description").isTextual()).isTrue();
        assertThat(json.size()).isEqualTo(2);
    }
}

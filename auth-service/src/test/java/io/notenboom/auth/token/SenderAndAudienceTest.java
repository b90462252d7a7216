// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.client.WalletTokenOutcome;
import io.notenboom.auth.client.WalletTokenRequest;
import io.notenboom.auth.dpop.DpopNonces;
import io.notenboom.auth.fakes.TestKey;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.form.MalformedFormException;
import io.notenboom.auth.introspection.IntrospectionAnswer;
import io.notenboom.auth.policy.Audiences;
import io.notenboom.auth.policy.SenderConstraint;
import io.notenboom.auth.policy.SenderConstraints;
import io.notenboom.auth.policy.TokenLifetimes;
import io.notenboom.auth.policy.TokenTerms;
import io.notenboom.auth.store.memory.InMemoryStores;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.dpop.DpopProof;
import io.notenboom.trust.dpop.DpopVerifier;
import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** To what tokens are bound, and for whom they are. */
class SenderAndAudienceTest {

    private static final String SCOPE = "eOverdracht-receiver";
    private static final String ISSUER = "https://node.example:8443/oauth2/a";
    private static final String FHIR = "https://fhir.example/fhir";
    private static final String CERTIFICATE = "x5t-of-the-client";

    private final TestNode node = new TestNode();
    private final TestKey key = new TestKey();
    private final DpopNonces nonces = new DpopNonces(period -> Secret.of("key"), node.clock);
    private int proofs;

    @BeforeEach
    void createSubjects() throws Exception {
        Did issuer = node.subject("a");
        Did holder = node.subject("b");
        node.giveCredentials(issuer, holder, "b");
    }

    @Test
    @DisplayName(
            "sender constraint required: a bearer token is refused where policy asks for DPoP, mTLS or any of both")
    void constraintByScope() {
        use(SenderConstraint.DPOP, Audiences.ofSubject(), false);
        assertThat(error(form(), null, null)).isEqualTo("invalid_dpop_proof");
        assertThat(error(form(), null, CERTIFICATE)).isEqualTo("invalid_dpop_proof");
        assertThat(issued(form(), proof(null), null).tokenType()).isEqualTo("DPoP");

        use(SenderConstraint.MTLS, Audiences.ofSubject(), false);
        assertThat(error(form(), null, null)).isEqualTo("invalid_request");
        assertThat(error(form(), proof(null), null)).isEqualTo("invalid_request");
        assertThat(issued(form(), null, CERTIFICATE).tokenType()).isEqualTo("Bearer");

        use(SenderConstraint.ANY, Audiences.ofSubject(), false);
        assertThat(error(form(), null, null)).isEqualTo("invalid_dpop_proof");
        assertThat(issued(form(), null, CERTIFICATE).client().certificateThumbprint())
                .isEqualTo(CERTIFICATE);
        assertThat(issued(form(), proof(null), null).client().keyThumbprint())
                .isEqualTo(key.jwk().thumbprint());
    }

    @Test
    @DisplayName("a token is bound to one thing: proof and certificate together refused")
    void notBoth() {
        use(SenderConstraint.NONE, Audiences.ofSubject(), false);
        assertThat(error(form(), proof(null), CERTIFICATE)).isEqualTo("invalid_request");
    }

    @Test
    @DisplayName("mTLS x5t#S256 (RFC 8705): introspection shows the certificate, and no key")
    void certificate() {
        use(SenderConstraint.NONE, Audiences.ofSubject(), false);
        AccessToken token = issued(form(), null, CERTIFICATE);
        assertThat(IntrospectionAnswer.rfc7662(token).path("cnf").toString())
                .isEqualTo("{\"x5t#S256\":\"" + CERTIFICATE + "\"}");
        assertThat(IntrospectionAnswer.rfc7662(issued(form(), proof(null), null))
                        .path("cnf")
                        .toString())
                .isEqualTo("{\"jkt\":\"" + key.jwk().thumbprint() + "\"}");
        assertThat(IntrospectionAnswer.rfc7662(issued(form(), null, null)).has("cnf"))
                .isFalse();
    }

    @Test
    @DisplayName("proof also required at the token endpoint; server nonce (use_dpop_nonce) asked for where it is on")
    void nonceAtTheTokenEndpoint() {
        use(SenderConstraint.DPOP, Audiences.ofSubject(), true);
        Map<String, String> form = form();
        assertThat(error(form, proof(null), null)).isEqualTo("use_dpop_nonce");
        assertThat(error(form, proof("nonsense"), null)).isEqualTo("use_dpop_nonce");
        assertThat(error(form, proof(nonces.current("elsewhere")), null)).isEqualTo("use_dpop_nonce");
        String nonce = node.endpoint.nonce("a").orElseThrow();
        // the presentation was not used up by what was refused
        assertThat(issued(form, proof(nonce), null).tokenType()).isEqualTo("DPoP");

        use(SenderConstraint.DPOP, Audiences.ofSubject(), false);
        assertThat(node.endpoint.nonce("a")).isEmpty();
    }

    @Test
    void theOwnWalletShowsTheNonceThatItIsAskedFor() {
        use(SenderConstraint.DPOP, Audiences.ofSubject(), true);
        assertThat(node.accessTokens.get(request()))
                .isInstanceOfSatisfying(
                        WalletTokenOutcome.Got.class,
                        got -> assertThat(got.token().tokenType()).isEqualTo("DPoP"));
    }

    @Test
    @DisplayName("htu is computed from the configured public base URL, never from Host")
    void htu() {
        use(SenderConstraint.DPOP, Audiences.ofSubject(), false);
        String elsewhere = new DpopProof(key.jwk(), key.signer())
                .build("POST", URI.create("https://other.example/oauth2/a/token"), null, "h", node.clock.instant())
                .serialized();
        assertThat(error(form(), elsewhere, null)).isEqualTo("invalid_dpop_proof");
    }

    @Test
    @DisplayName("aud set: the whole subject, what the scope says, or the resource that is asked for (RFC 8707)")
    void audience() {
        use(SenderConstraint.NONE, new Audiences(Map.of(), (subject, resource) -> resource.equals(FHIR)), false);
        assertThat(issued(form(), null, null).audience()).containsExactly(ISSUER);
        assertThat(issued(with("resource", ISSUER), null, null).audience()).containsExactly(ISSUER);
        assertThat(issued(with("resource", FHIR), null, null).audience()).containsExactly(FHIR);
        assertThat(error(with("resource", "https://unknown.example"), null, null))
                .isEqualTo("invalid_target");

        String mail = "https://mail.example";
        use(SenderConstraint.NONE, new Audiences(Map.of(SCOPE, List.of(FHIR, mail)), (_, _) -> true), false);
        assertThat(issued(form(), null, null).audience()).containsExactly(FHIR, mail);
        assertThat(issued(with("resource", mail), null, null).audience()).containsExactly(mail);
        assertThat(error(with("resource", ISSUER), null, null)).isEqualTo("invalid_target");
        AccessToken both = issued(form(), null, null);
        assertThat(IntrospectionAnswer.rfc7662(both).path("aud").isArray()).isTrue();
    }

    @Test
    @DisplayName("opaque, 256 bit; stored by SHA-256; TTL 15 minutes; no refresh tokens")
    void token() {
        use(SenderConstraint.NONE, Audiences.ofSubject(), false);
        TokenOutcome.Issued issued = (TokenOutcome.Issued) outcome(form(), null, null);
        assertThat(issued.token().reveal()).matches("[A-Za-z0-9_-]{43}");
        assertThat(issued.details().hash()).isEqualTo(TokenHash.of(issued.token()));
        assertThat(issued.details().toString()).doesNotContain(issued.token().reveal());
        assertThat(Duration.between(
                        issued.details().validity().issuedAt(),
                        issued.details().validity().expiresAt()))
                .isEqualTo(Duration.ofMinutes(15));
        Map<String, String> refresh = form();
        refresh.put("grant_type", "refresh_token");
        assertThat(error(refresh, null, null)).isEqualTo("unsupported_grant_type");
    }

    @Test
    @DisplayName("duplicate parameters refused")
    void duplicateParameters() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> FormParameters.parse("resource=a&resource=b")))
                .isInstanceOf(MalformedFormException.class);
    }

    private void use(SenderConstraint constraint, Audiences audiences, boolean nonce) {
        TokenTerms terms = new TokenTerms(
                new TokenLifetimes(Duration.ofMinutes(15), Map.of()),
                new SenderConstraints(SenderConstraint.NONE, Map.of(SCOPE, constraint)),
                audiences);
        node.endpoint = node.endpoint(
                terms, new ProofCheck(new DpopVerifier(), new InMemoryStores.Once(), nonce ? nonces : null));
    }

    /** A form of the node's own wallet. */
    private Map<String, String> form() {
        node.refuseNext();
        assertThat(node.accessTokens.get(request())).isInstanceOf(WalletTokenOutcome.RemoteFailed.class);
        return new HashMap<>(node.lastForm.get());
    }

    private static WalletTokenRequest request() {
        return new WalletTokenRequest(
                new SubjectId("b"),
                URI.create(ISSUER),
                SCOPE,
                List.of(),
                Map.of(),
                new WalletTokenRequest.Options(true, false));
    }

    private Map<String, String> with(String name, String value) {
        Map<String, String> form = form();
        form.put(name, value);
        return form;
    }

    private String proof(@Nullable String nonce) {
        return new DpopProof(key.jwk(), key.signer())
                .build(
                        "POST",
                        URI.create(ISSUER + "/token"),
                        null,
                        new DpopProof.Terms("p" + proofs++, node.clock.instant(), nonce))
                .serialized();
    }

    private AccessToken issued(Map<String, String> form, @Nullable String proof, @Nullable String certificate) {
        return ((TokenOutcome.Issued) outcome(form, proof, certificate)).details();
    }

    private String error(Map<String, String> form, @Nullable String proof, @Nullable String certificate) {
        return ((TokenOutcome.Refused) outcome(form, proof, certificate))
                .error()
                .code()
                .wireName();
    }

    private TokenOutcome outcome(Map<String, String> form, @Nullable String proof, @Nullable String certificate) {
        String body = form.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        try {
            return node.endpoint.handle(new TokenRequest("a", FormParameters.parse(body), proof, certificate));
        } catch (MalformedFormException impossible) {
            throw new AssertionError(impossible);
        }
    }
}

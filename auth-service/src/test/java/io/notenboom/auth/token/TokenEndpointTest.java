// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.client.WalletTokenOutcome;
import io.notenboom.auth.client.WalletTokenRequest;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.revocation.Deactivation;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.did.Did;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {

    private static final String SCOPE = "eOverdracht-receiver";

    private final TestNode node = new TestNode();
    private Did holder = new Did("did:web:unset.example");

    @BeforeEach
    void createSubjects() throws Exception {
        Did issuer = node.subject("a");
        holder = node.subject("b");
        node.giveCredentials(issuer, holder, "b");
    }

    @Test
    @DisplayName("wallet: DPoP proof")
    void givesATokenBoundToTheKeyOfTheProof() {
        WalletTokenOutcome.Got got = got();
        AccessToken known = node.introspection.active(got.token().token()).orElseThrow();

        assertThat(got.token().tokenType()).isEqualTo("DPoP");
        assertThat(got.proofKeyId()).startsWith(holder.value() + "#");
        assertThat(known.client().holder()).isEqualTo(holder);
        assertThat(known.client().clientId()).isEqualTo("https://node.example:8443/oauth2/b");
        assertThat(known.client().keyThumbprint()).hasSize(43);
        assertThat(known.scope()).isEqualTo(SCOPE);
        assertThat(known.issuer()).isEqualTo("https://node.example:8443/oauth2/a");
        assertThat(known.evidence().claims().get("organization_name").textValue())
                .isEqualTo("Zorg");
        assertThat(known.evidence().credentialIds()).hasSize(2);
        assertThat(Duration.between(
                        known.validity().issuedAt(), known.validity().expiresAt()))
                .isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void refusesTheSameRequestASecondTime() {
        got();
        assertRefused(node.send("a", node.lastForm.get(), freshProof()), "invalid_request");
    }

    @Test
    void refusesAProofASecondTime() {
        WalletTokenOutcome.Got unused = got();
        String usedProof = node.lastProof.get();
        assertThat(unused.token().tokenType()).isEqualTo("DPoP");
        assertRefused(node.send("a", newForm(), usedProof), "invalid_dpop_proof");
    }

    @Test
    void ofHundredParallelCopiesOneWins() throws Exception {
        Map<String, String> form = newForm();
        List<Callable<TokenOutcome>> calls = new ArrayList<>();
        for (int index = 0; index < 100; index++) {
            String proof = freshProof();
            calls.add(() -> node.send("a", form, proof));
        }
        int issued = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(16)) {
            for (Future<TokenOutcome> outcome : executor.invokeAll(calls)) {
                issued += outcome.get() instanceof TokenOutcome.Issued ? 1 : 0;
            }
        }
        assertThat(issued).isEqualTo(1);
    }

    @Test
    void givesABearerTokenWithoutProof() {
        assertThat(node.send("a", newForm(), null))
                .isInstanceOfSatisfying(
                        TokenOutcome.Issued.class,
                        issued -> assertThat(issued.details().tokenType()).isEqualTo("Bearer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"client_id", "scope", "assertion", "presentation_submission"})
    void refusesAMissingParameter(String name) {
        Map<String, String> form = new HashMap<>(newForm());
        form.remove(name);
        assertRefused(node.send("a", form, null), "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "grant_type,authorization_code,unsupported_grant_type",
        "scope,other,invalid_scope",
        "scope,eOverdracht-receiver other,invalid_scope",
        "assertion,no-jwt,invalid_request",
        "assertion,{},invalid_request",
        "presentation_submission,{},invalid_request"
    })
    void refusesAWrongParameter(String name, String value, String error) {
        Map<String, String> form = new HashMap<>(newForm());
        form.put(name, value);
        assertRefused(node.send("a", form, null), error);
    }

    @Test
    void refusesAnUnknownSubjectAndAnotherAudience() {
        assertRefused(node.send("nobody", newForm(), null), "invalid_request");
        assertRefused(node.send("b", newForm(), null), "invalid_request");
    }

    @Test
    void refusesAnExpiredPresentationAndAProofForAnotherUrl() {
        Map<String, String> form = newForm();
        String otherUrl = node.proofMaker
                .make(signingKey(), "POST", URI.create("https://node.example:8443/oauth2/b/token"), null)
                .orElseThrow();
        assertRefused(node.send("a", form, otherUrl), "invalid_dpop_proof");
        node.clock.advance(Duration.ofSeconds(20));
        assertRefused(node.send("a", form, null), "invalid_request");
    }

    @Test
    void refusesACredentialThatExpired() {
        Map<String, String> form = newForm();
        node.clock.advance(Duration.ofDays(40));
        assertRefused(node.send("a", form, null), "invalid_request");
        assertThat(node.accessTokens.get(request(false))).isInstanceOf(WalletTokenOutcome.NotAvailable.class);
    }

    @Test
    void noTokenOutlivesACredentialThatItWasGivenOn() {
        node.clock.advance(Duration.ofDays(30).minus(Duration.ofMinutes(5)));
        AccessToken known = node.introspection.active(got().token().token()).orElseThrow();
        assertThat(Duration.between(
                        known.validity().issuedAt(), known.validity().expiresAt()))
                .isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aSubjectThatEndsTakesItsTokensWithIt() {
        io.notenboom.trust.secret.Secret given = got().token().token();
        List<String> told = new ArrayList<>();
        Revocations revocations =
                new Revocations(node.tokens, (kind, value) -> told.add(kind.wireName() + " " + value));
        Deactivation deactivation = new Deactivation(node.subjects, revocations);

        assertThat(deactivation.deactivate(new SubjectId("nobody"))).isEmpty();
        assertThat(deactivation.deactivate(new SubjectId("a"))).isPresent();
        assertThat(node.introspection.active(given)).isEmpty();
        assertThat(told).contains("subject a", "token " + TokenHash.of(given).value());
        assertRefused(node.send("a", Map.of(), null), "invalid_request");
    }

    @Test
    void aHolderThatEndsLosesItsTokens() {
        io.notenboom.trust.secret.Secret got = got().token().token();
        Deactivation deactivation = new Deactivation(node.subjects, new Revocations(node.tokens, (kind, value) -> {}));
        assertThat(deactivation.deactivate(new SubjectId("b"))).isPresent();
        assertThat(node.introspection.active(got)).isEmpty();
    }

    @Test
    void refusesAClientWhoseRegistrationEnded() {
        Map<String, String> form = newForm();
        node.ended = "https://node.example:8443/oauth2/b"::equals;
        assertRefused(node.send("a", form, null), "access_denied");
        node.ended = clientId -> false;
        assertThat(node.send("a", form, null)).isInstanceOf(TokenOutcome.Issued.class);
    }

    /** The end of a registration looks for tokens once; one that was not there yet must not get through. */
    @Test
    void takesBackATokenWhoseClientEndedMeanwhile() {
        Map<String, String> form = newForm();
        java.util.concurrent.atomic.AtomicInteger asked = new java.util.concurrent.atomic.AtomicInteger();
        node.ended = clientId -> asked.incrementAndGet() > 1;
        assertRefused(node.send("a", form, null), "access_denied");
        assertThat(node.tokens.givenTo(holder))
                .allMatch(hash -> node.tokens.find(hash).isEmpty());
    }

    @Test
    @DisplayName("client_id = verified holder, not the form field")
    void doesNotBelieveTheClientIdOfAnotherHost() {
        Map<String, String> form = new HashMap<>(newForm());
        form.put("client_id", "https://elsewhere.example/oauth2/b");
        assertThat(node.send("a", form, null)).isInstanceOfSatisfying(TokenOutcome.Issued.class, issued -> assertThat(
                        issued.details().client().clientId())
                .isEqualTo(holder.value()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "nobody", "b/", "b?x", "B"})
    void doesNotBelieveTheClientIdOfANeighbour(String subject) {
        Map<String, String> form = new HashMap<>(newForm());
        form.put("client_id", "https://node.example:8443/oauth2/" + subject);
        assertThat(node.send("a", form, null)).isInstanceOfSatisfying(TokenOutcome.Issued.class, issued -> assertThat(
                        issued.details().client().clientId())
                .isEqualTo(holder.value()));
    }

    @Test
    void believesAClientIdOnTheHostOfAForeignHolder() {
        ClientIds clientIds = new ClientIds(node.subjects, node.publicUrl);
        Did foreign = new Did("did:web:b.example:iam:1");

        assertThat(clientIds.of("https://b.example/oauth2/x", foreign)).isEqualTo("https://b.example/oauth2/x");
        assertThat(clientIds.of("https://b.example:8443/oauth2/x", foreign)).isEqualTo(foreign.value());
        assertThat(clientIds.of("https://node.example:8443/oauth2/b", foreign)).isEqualTo(foreign.value());
        assertThat(clientIds.of("no url", foreign)).isEqualTo(foreign.value());
    }

    @Test
    @DisplayName("nonce: used up after the signature check, so nobody burns another's")
    void doesNotUseUpANonceBeforeTheSignatureIsVerified() {
        Map<String, String> good = newForm();
        Map<String, String> forged = new HashMap<>(good);
        String assertion = good.get("assertion");
        char last = assertion.charAt(assertion.length() - 5);
        forged.put(
                "assertion",
                assertion.substring(0, assertion.length() - 5)
                        + (last == 'A' ? 'B' : 'A')
                        + assertion.substring(assertion.length() - 4));
        assertRefused(node.send("a", forged, null), "invalid_request");
        assertThat(node.send("a", good, null)).isInstanceOf(TokenOutcome.Issued.class);
    }

    /** A form that was never used: the wallet makes it, and the send to the endpoint is refused by an unknown subject. */
    private Map<String, String> newForm() {
        node.clock.advance(Duration.ofMillis(1));
        node.refuseNext();
        assertThat(node.accessTokens.get(request(false))).isInstanceOf(WalletTokenOutcome.RemoteFailed.class);
        return node.lastForm.get();
    }

    private String freshProof() {
        return node.proofMaker
                .make(signingKey(), "POST", URI.create("https://node.example:8443/oauth2/a/token"), null)
                .orElseThrow();
    }

    private io.notenboom.trust.did.DidUrl signingKey() {
        return node.subjects.activeDid(holder).orElseThrow().signingKeyId();
    }

    private WalletTokenOutcome.Got got() {
        return (WalletTokenOutcome.Got) node.accessTokens.get(request(false));
    }

    private static WalletTokenRequest request(boolean cached) {
        return new WalletTokenRequest(
                new SubjectId("b"),
                URI.create("https://node.example:8443/oauth2/a"),
                SCOPE,
                List.of(),
                Map.of(),
                new WalletTokenRequest.Options(true, cached));
    }

    private static void assertRefused(TokenOutcome outcome, String error) {
        assertThat(outcome).isInstanceOfSatisfying(TokenOutcome.Refused.class, refused -> assertThat(
                        refused.error().code().wireName())
                .isEqualTo(error));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.policy.PolicyFinding;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.exchange.MatchResult;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.PresentationExchange;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.presentation.PresentationBuilder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checks of presentations at the token endpoint, one by one. */
class TokenRequestChecklistTest {

    private static final String SCOPE = "eOverdracht-receiver";
    private static final String AUDIENCE = "https://node.example:8443/oauth2/a";

    private final TestNode node = new TestNode();
    private Did issuer = new Did("did:web:unset.example");
    private Did holder = issuer;
    private Did otherHolder = issuer;

    @BeforeEach
    void createSubjects() throws Exception {
        issuer = node.subject("a");
        holder = node.subject("b");
        otherHolder = node.subject("c");
        node.giveCredentials(issuer, holder, "b");
        node.giveCredentials(issuer, otherHolder, "c");
    }

    @Test
    @DisplayName("VP validity <= 5 s")
    void aPresentationIsValidForFiveSecondsAtMost() {
        assertRefused(form("b", holder, "n1", Duration.ofSeconds(6)), "invalid_request");
        assertIssued(form("b", holder, "n2", Duration.ofSeconds(5)));
    }

    @Test
    @DisplayName("clock skew 5 s")
    void clocksMayDifferByFiveSeconds() {
        Map<String, String> form = form("b", holder, "n1", Duration.ofSeconds(5));
        node.clock.advance(Duration.ofSeconds(10));
        assertRefused(form, "invalid_request");
        node.clock.advance(Duration.ofSeconds(-2));
        assertIssued(form);
    }

    @Test
    @DisplayName("nonce: length cap 256, key = tenant + holder + nonce")
    void aNonceIsCappedAndCountsForItsHolderAlone() {
        assertRefused(form("b", holder, "n".repeat(257), Duration.ofSeconds(5)), "invalid_request");
        assertIssued(form("b", holder, "n".repeat(256), Duration.ofSeconds(5)));
        assertIssued(form("c", otherHolder, "n".repeat(256), Duration.ofSeconds(5)));
        node.clock.advance(Duration.ofSeconds(1));
        assertRefused(form("b", holder, "n".repeat(256), Duration.ofSeconds(5)), "invalid_request");
    }

    @Test
    @DisplayName("issuer: constraint of the definition")
    void anIssuerThatThePolicyDoesNotNameIsRefused() {
        Map<String, String> form = form("b", holder, "n1", Duration.ofSeconds(5));
        node.policy(TestNode.POLICY.replace("^did:web:.*$", "^did:web:trusted.example$"));
        assertRefused(form, "invalid_request");
    }

    @Test
    @DisplayName("the server re-evaluates the definition itself")
    void theMappingOfTheClientIsNotBelieved() {
        Map<String, String> form = form("b", holder, "n1", Duration.ofSeconds(5));
        String swapped = form.get("presentation_submission")
                .replace("[0]", "[x]")
                .replace("[1]", "[0]")
                .replace("[x]", "[1]");
        form.put("presentation_submission", swapped);
        assertRefused(form, "invalid_request");
    }

    @Test
    void anErrorHoldsNothingOfTheRequest() {
        Map<String, String> form = form("b", holder, "n1", Duration.ofSeconds(5));
        form.put("scope", "<script>");
        assertThat(node.send("a", form, null)).isInstanceOfSatisfying(TokenOutcome.Refused.class, refused -> assertThat(
                        refused.error().description())
                .doesNotContain("script"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "sub",
                "exp",
                "iat",
                "active",
                "client_id",
                "scope",
                "aud",
                "nbf",
                "jti",
                "cnf",
                "token_type",
                "username"
            })
    @DisplayName("policies: reserved claim names refused at load")
    void noFieldMayHaveTheNameOfAClaimOfTheToken(String name) {
        node.policy(TestNode.POLICY.replace("\"organization_name\"", "\"" + name + "\""));

        assertThat(node.policies.current().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.severity()).isEqualTo(PolicyFinding.Severity.ERROR);
            assertThat(finding.message()).contains("reserved");
        });
        // what was loaded before stays in use
        assertIssued(form("b", holder, "n1", Duration.ofSeconds(5)));
    }

    private Map<String, String> form(String subject, Did by, String nonce, Duration validity) {
        OwnDid own = node.subjects.activeDid(by).orElseThrow();
        List<UnverifiedCredential> held = node.wallets.usable(new SubjectId(subject), by);
        PresentationDefinition definition = ((ScopeSelection.Selected)
                        node.policies.current().policies().select(SCOPE))
                .policy()
                .definitions()
                .get(WalletOwner.ORGANIZATION);
        MatchResult.Matched matched = (MatchResult.Matched) PresentationExchange.match(definition, held);
        String presentation = new PresentationBuilder(
                        own.signingKeyId(),
                        CustodianSigner.of(node.custodian, own.signingKey().keyId(), KeyPurpose.DID))
                .build(
                        AUDIENCE,
                        nonce,
                        matched.presented().stream().map(held::get).toList(),
                        node.clock.instant(),
                        validity)
                .serialized();
        return new HashMap<>(Map.of(
                "grant_type",
                "vp_token-bearer",
                "client_id",
                "https://node.example:8443/oauth2/" + subject,
                "scope",
                SCOPE,
                "assertion",
                presentation,
                "presentation_submission",
                matched.submission("s").toJson().toString()));
    }

    private void assertIssued(Map<String, String> form) {
        assertThat(node.send("a", form, null)).isInstanceOf(TokenOutcome.Issued.class);
    }

    private void assertRefused(Map<String, String> form, String error) {
        assertThat(node.send("a", form, null)).isInstanceOfSatisfying(TokenOutcome.Refused.class, refused -> assertThat(
                        refused.error().code().wireName())
                .isEqualTo(error));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.client.WalletTokenOutcome;
import io.notenboom.auth.client.WalletTokenRequest;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.scope.ScopeDecisions.Decision;
import io.notenboom.auth.token.scope.ScopeQuestion;
import io.notenboom.trust.did.Did;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wide scopes, narrow ones and both in one request. */
class ScopeGrantsTest {

    private static final String WIDE = "eOverdracht-receiver";
    private static final String NARROW = "fhir:Task:1/read";

    private final TestNode node = new TestNode();
    private Did holder = new Did("did:web:unset.example");

    @BeforeEach
    void createSubjects() throws Exception {
        Did issuer = node.subject("a");
        holder = node.subject("b");
        node.giveCredentials(issuer, holder, "b");
    }

    @Test
    @DisplayName("extra scopes by policy only")
    void profileOnlyRefusesANarrowScopeBesideTheWideOne() {
        assertRefused(WIDE + " " + NARROW, "invalid_scope");
    }

    @Test
    void passthroughGrantsTheNarrowScopesThatWereAskedFor() {
        node.policy(policy("passthrough"));
        assertThat(granted(NARROW + " " + WIDE)).isEqualTo(WIDE + " " + NARROW);
    }

    @Test
    void aNarrowScopeAloneHasNoPolicyAndIsRefused() {
        node.policy(policy("passthrough"));
        assertRefused(NARROW, "invalid_scope");
    }

    @Test
    @DisplayName("wide scope = exactly one profile")
    void twoWideScopesAreRefused() {
        String one = policy("passthrough").strip();
        String second =
                one.substring(1, one.length() - 1).replace(WIDE, "other").replace("pd_receiver", "pd_other");
        node.policy(one.substring(0, one.length() - 1) + "," + second + "}");
        assertRefused(WIDE + " other", "invalid_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\\\b", "naïef", "a\tb"})
    void aNarrowScopeWithACharacterThatScopesMayNotHaveIsRefused(String scope) {
        node.policy(policy("passthrough"));
        assertRefused(WIDE + " " + scope, "invalid_scope");
    }

    @Test
    void dynamicAsksTheDecisionPointAndGrantsWhatItGrants() {
        node.policy(policy("dynamic"));
        AtomicReference<ScopeQuestion> asked = new AtomicReference<>();
        node.decisions = question -> {
            asked.set(question);
            return new Decision.Decided(Set.of(WIDE, NARROW, "never-asked-for"));
        };

        assertThat(granted(WIDE + " " + NARROW + " user:7:medication")).isEqualTo(WIDE + " " + NARROW);
        assertThat(asked.get().holder()).isEqualTo(holder);
        assertThat(asked.get().profile()).isEqualTo(WIDE);
        assertThat(asked.get().scopes()).containsExactly(WIDE, NARROW, "user:7:medication");
        assertThat(asked.get()
                        .claims()
                        .get("organization")
                        .get("organization_name")
                        .asText())
                .isEqualTo("Zorg");
    }

    @Test
    void dynamicRefusesWhenTheWideScopeIsDenied() {
        node.policy(policy("dynamic"));
        node.decisions = question -> new Decision.Decided(Set.of(NARROW));
        assertRefused(WIDE + " " + NARROW, "access_denied");
    }

    @Test
    void dynamicFailsClosedWithoutADecisionAndUsesNothingUp() {
        node.policy(policy("dynamic"));
        Map<String, String> form = form(WIDE);
        node.decisions = question -> new Decision.Unavailable("away");

        assertThat(node.send("a", form, null)).isInstanceOfSatisfying(TokenOutcome.Refused.class, refused -> {
            assertThat(refused.error().code().wireName()).isEqualTo("server_error");
            assertThat(refused.error().description()).isEqualTo("policy decision point unavailable");
        });
        node.decisions = question -> new Decision.Decided(Set.of(WIDE));
        assertThat(node.send("a", form, null)).isInstanceOf(TokenOutcome.Issued.class);
    }

    @Test
    void dynamicAsksNobodyForAPresentationThatDoesNotVerify() {
        node.policy(policy("dynamic"));
        Map<String, String> form = new java.util.HashMap<>(form(WIDE));
        String assertion = form.get("assertion");
        form.put("assertion", assertion.substring(0, assertion.length() - 8) + "AAAAAAAA");
        node.decisions = question -> {
            throw new AssertionError("asked");
        };
        assertThat(node.send("a", form, null)).isInstanceOf(TokenOutcome.Refused.class);
    }

    private void assertRefused(String scope, String error) {
        assertThat(node.send("a", form(scope), null))
                .isInstanceOfSatisfying(
                        TokenOutcome.Refused.class,
                        refused -> assertThat(refused.error().code().wireName()).isEqualTo(error));
    }

    private String granted(String scope) {
        TokenOutcome.Issued issued = (TokenOutcome.Issued) node.send("a", form(scope), null);
        return issued.details().scope();
    }

    /** A fresh request of the wallet for the wide scope, with this scope instead. */
    private Map<String, String> form(String scope) {
        node.clock.advance(Duration.ofMillis(1));
        node.refuseNext();
        assertThat(node.accessTokens.get(new WalletTokenRequest(
                        new SubjectId("b"),
                        URI.create("https://node.example:8443/oauth2/a"),
                        WIDE,
                        List.of(),
                        Map.of(),
                        new WalletTokenRequest.Options(false, false))))
                .isInstanceOf(WalletTokenOutcome.RemoteFailed.class);
        Map<String, String> form = new java.util.HashMap<>(node.lastForm.get());
        form.put("scope", scope);
        return form;
    }

    private static String policy(String scopePolicy) {
        return TestNode.POLICY.replaceFirst(
                "\\{\"organization\"", "{\"scope_policy\":\"" + scopePolicy + "\",\"organization\"");
    }
}

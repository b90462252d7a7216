// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.RecordedExchange;
import io.notenboom.auth.fakes.RecordedServer;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.JwtBearerGrantTest;
import io.notenboom.auth.wallet.LoadOutcome;
import io.notenboom.trust.did.Did;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A service provider asks for an organisation: from its wallets to the token that our own server gives. */
class DelegationTest {

    private final TestNode node = new TestNode();
    private Did issuer = new Did("did:web:unset.example");
    private Did organisation = issuer;
    private Did provider = issuer;

    @BeforeEach
    void createSubjects() throws Exception {
        node.policy(JwtBearerGrantTest.POLICY);
        issuer = node.subject("a");
        organisation = node.subject("b");
        provider = node.subject("sp");
        load("b", node.issue(issuer, organisation, "NutsOrganizationCredential", ORGANISATION));
    }

    private static final String ORGANISATION = "{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}";

    @Test
    void getsATokenForTheOrganisationBoundToTheKeyOfTheServiceProvider() throws Exception {
        load("sp", delegation(node.subject("another")));
        load("sp", delegation(organisation));

        WalletTokenOutcome.Got got = (WalletTokenOutcome.Got) node.accessTokens.get(request("sp", Map.of()));

        AccessToken token = node.introspection.active(got.token().token()).orElseThrow();
        assertThat(got.proofKeyId()).startsWith(provider.value() + "#");
        assertThat(token.client().holder()).isEqualTo(organisation);
        assertThat(token.client().clientId()).isEqualTo(provider.value());
        assertThat(token.tokenType()).isEqualTo("DPoP");
    }

    @Test
    void sendsTheParametersThatNutsNodesSend() throws Exception {
        load("sp", delegation(organisation));
        assertThat(node.accessTokens.get(request("sp", Map.of()))).isInstanceOf(WalletTokenOutcome.Got.class);

        RecordedExchange recorded = recorded();
        FormParameters theirs = FormParameters.parse(recorded.body());
        assertThat(recorded.body().split("&")).hasSize(node.lastForm.get().size());
        node.lastForm.get().keySet().forEach(name -> assertThat(theirs.get(name))
                .as(name)
                .isPresent());
        assertThat(node.lastForm.get().get("grant_type"))
                .isEqualTo(theirs.get("grant_type").orElseThrow());
        assertThat(node.lastForm.get().get("client_assertion_type"))
                .isEqualTo(theirs.get("client_assertion_type").orElseThrow());
    }

    @Test
    void namesTheDelegationThatIsMissing() throws Exception {
        load("sp", delegation(node.subject("another")));

        assertThat(node.accessTokens.get(request("sp", Map.of())))
                .isInstanceOfSatisfying(WalletTokenOutcome.NotAvailable.class, missing -> {
                    assertThat(missing.detail()).contains("DelegationCredential");
                    assertThat(missing.descriptors()).containsExactly("delegation");
                });
    }

    @Test
    void saysWhatIsWrongWithTheRequest() {
        assertThat(node.accessTokens.get(request("nobody", Map.of())))
                .isInstanceOfSatisfying(WalletTokenOutcome.WrongRequest.class, wrong -> assertThat(wrong.detail())
                        .contains("service_provider_subject_id"));
        assertThat(node.accessTokens.get(request("sp", Map.of("no_such_field", "x"))))
                .isInstanceOfSatisfying(WalletTokenOutcome.WrongRequest.class, wrong -> assertThat(wrong.detail())
                        .contains("credential_selection"));
        node.policy(TestNode.POLICY);
        assertThat(node.accessTokens.get(request("sp", Map.of())))
                .isInstanceOfSatisfying(WalletTokenOutcome.WrongRequest.class, wrong -> assertThat(wrong.detail())
                        .contains("service_provider"));
    }

    @Test
    void asksNoServerThatDoesNotOfferTheGrant() {
        node.grants = Set.of("vp_token-bearer");
        assertThat(node.accessTokens.get(request("sp", Map.of())))
                .isInstanceOfSatisfying(WalletTokenOutcome.NotAvailable.class, missing -> assertThat(missing.detail())
                        .contains("jwt-bearer"));
    }

    private static RecordedExchange recorded() {
        for (var exchange : new RecordedServer("master")
                .read("jwt-bearer/request-dpop.json")
                .path("exchanges")) {
            if (exchange.at("/request/body/text").asText().contains("client_assertion=")) {
                return new RecordedExchange("request-dpop", exchange);
            }
        }
        throw new AssertionError("not recorded");
    }

    private String delegation(Did by) throws Exception {
        return node.issue(
                by, provider, "DelegationCredential", "{\"name\":\"Dienst\",\"actsFor\":\"" + by.value() + "\"}");
    }

    private void load(String subject, String credential) throws Exception {
        assertThat(node.load(subject, credential)).isInstanceOf(LoadOutcome.Loaded.class);
    }

    private static WalletTokenRequest request(String serviceProvider, Map<String, String> selection) {
        return new WalletTokenRequest(
                new SubjectId("b"),
                URI.create("https://node.example:8443/oauth2/a"),
                "care",
                List.of(),
                selection,
                new WalletTokenRequest.Options(true, false, new SubjectId(serviceProvider)));
    }
}

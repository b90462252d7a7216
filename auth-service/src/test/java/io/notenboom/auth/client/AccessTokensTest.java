// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AccessTokensTest {

    private final TestNode node = new TestNode();
    private Did issuer = new Did("did:web:unset.example");
    private Did holder = new Did("did:web:unset.example");

    @BeforeEach
    void createSubjects() {
        issuer = node.subject("a");
        holder = node.subject("b");
    }

    @Test
    void namesTheDescriptorThatNoCredentialFits() throws Exception {
        node.load(
                "b",
                node.issue(
                        issuer,
                        holder,
                        CredentialType.NUTS_ORGANIZATION,
                        "{\"organization\":{\"name\":\"Zorg\",\"city\":\"Dorp\"}}"));

        assertThat(node.accessTokens.get(request("a", List.of(), Map.of())))
                .isInstanceOfSatisfying(WalletTokenOutcome.NotAvailable.class, missing -> {
                    assertThat(missing.descriptors()).containsExactly("participant");
                    assertThat(missing.detail()).contains("missing credentials").contains("participant");
                });
    }

    @Test
    void keepsATokenUntilThirtySecondsBeforeItsEnd() throws Exception {
        node.giveCredentials(issuer, holder, "b");
        WalletTokenOutcome first = node.accessTokens.get(request("a", List.of(), Map.of()));

        assertThat(node.accessTokens.get(request("a", List.of(), Map.of()))).isEqualTo(first);
        node.clock.advance(Duration.ofSeconds(869));
        assertThat(node.accessTokens.get(request("a", List.of(), Map.of()))).isEqualTo(first);
        node.clock.advance(Duration.ofSeconds(1));
        assertThat(node.accessTokens.get(request("a", List.of(), Map.of())))
                .isInstanceOf(WalletTokenOutcome.Got.class)
                .isNotEqualTo(first);
    }

    @Test
    @DisplayName("wallet: credential_selection")
    void choosesTheCredentialWithTheSelectedValue() throws Exception {
        node.giveCredentials(issuer, holder, "b");
        node.clock.advance(Duration.ofSeconds(10));
        node.load(
                "b",
                node.issue(
                        issuer,
                        holder,
                        CredentialType.NUTS_ORGANIZATION,
                        "{\"organization\":{\"name\":\"Nieuw\",\"city\":\"Dorp\"}}"));

        assertThat(name(node.accessTokens.get(request("a", List.of(), Map.of()))))
                .isEqualTo("Nieuw");
        assertThat(name(node.accessTokens.get(request("a", List.of(), Map.of("organization_name", "Zorg")))))
                .isEqualTo("Zorg");
        assertThat(node.accessTokens.get(request("a", List.of(), Map.of("organization_name", "Weg"))))
                .isInstanceOf(WalletTokenOutcome.NotAvailable.class);
        assertThat(node.accessTokens.get(request("a", List.of(), Map.of("nothing", "Weg"))))
                .isInstanceOf(WalletTokenOutcome.NotAvailable.class);
    }

    @Test
    void refusesSelfAttestedCredentialsThatNameTheirSubject() {
        ObjectNode credential = StrictJson.parseObject(
                "{\"type\":[\"VerifiableCredential\",\"NutsEmployeeCredential\"],\"credentialSubject\":{\"id\":\"did:web:x.example\"}}",
                1000);

        assertThat(node.accessTokens.get(request("a", List.of(credential), Map.of())))
                .isInstanceOf(WalletTokenOutcome.WrongRequest.class);
    }

    @Test
    void saysWhoseFaultAFailureIs() throws Exception {
        node.giveCredentials(issuer, holder, "b");

        assertThat(node.accessTokens.get(request("nobody", List.of(), Map.of())))
                .isInstanceOfSatisfying(WalletTokenOutcome.RemoteFailed.class, failed -> assertThat(failed.reason())
                        .isEqualTo(RemoteServerException.Reason.REFUSED));
        node.subjects.deactivate(new SubjectId("b"));
        assertThat(node.accessTokens.get(request("a", List.of(), Map.of())))
                .isInstanceOf(WalletTokenOutcome.WrongRequest.class);
    }

    private String name(WalletTokenOutcome outcome) {
        WalletTokenOutcome.Got got = (WalletTokenOutcome.Got) outcome;
        return node.introspection
                .active(got.token().token())
                .orElseThrow()
                .evidence()
                .claims()
                .get("organization_name")
                .textValue();
    }

    private static WalletTokenRequest request(
            String server, List<ObjectNode> credentials, Map<String, String> selection) {
        return new WalletTokenRequest(
                new SubjectId("b"),
                URI.create("https://node.example:8443/oauth2/" + server),
                "eOverdracht-receiver",
                credentials,
                selection,
                new WalletTokenRequest.Options(true, true));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.exchange.PresentationDefinition;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy.WalletOwner;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PolicyExplanationTest {

    private final TestNode node = new TestNode();
    private Did issuer = new Did("did:web:unset.example");
    private Did holder = issuer;

    @BeforeEach
    void createSubjects() {
        issuer = node.subject("a");
        holder = node.subject("b");
    }

    @Test
    void namesTheCredentialThatMeetsEachDescriptor() throws Exception {
        node.giveCredentials(issuer, holder, "b");

        PolicyExplanation explanation = explained();

        assertThat(explanation.fulfilled()).isTrue();
        assertThat(explanation.descriptors())
                .allMatch(PolicyExplanation.Descriptor::met)
                .extracting(PolicyExplanation.Descriptor::type)
                .containsExactly("NutsOrganizationCredential", "EOverdrachtCredential");
        assertThat(explanation.descriptors())
                .extracting(PolicyExplanation.Descriptor::credentialId)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
    }

    @Test
    void saysWhichFieldFailsAndWhichCredentialWouldFixIt() throws Exception {
        assertThat(
                        node.load(
                                "b",
                                node.issue(
                                        issuer,
                                        holder,
                                        CredentialType.E_OVERDRACHT,
                                        "{\"eOverdracht\":{\"role\":\"sender\",\"version\":\"4.0\",\"auditDate\":\"2026-01-01\"}}")))
                .isNotNull();

        PolicyExplanation.Descriptor participant = explained().descriptors().get(1);

        assertThat(participant.met()).isFalse();
        assertThat(participant.reason()).contains("role");
        assertThat(participant.fix()).contains("EOverdrachtCredential").contains("role");
        assertThat(participant.credentialId()).startsWith(issuer.value());
    }

    @Test
    void anExpiredCredentialDoesNotCountAndIsNamedAsTheOneToRenew() throws Exception {
        node.giveCredentials(issuer, holder, "b");
        node.clock.advance(Duration.ofDays(40));

        assertThat(explained().fulfilled()).isFalse();
        assertThat(explained().descriptors())
                .allSatisfy(descriptor -> assertThat(descriptor.fix()).contains("not valid now"));
    }

    @Test
    void anEmptyWalletLacksEverything() {
        assertThat(explained().fulfilled()).isFalse();
        assertThat(explained().descriptors()).hasSize(2).allSatisfy(descriptor -> {
            assertThat(descriptor.credentialId()).isNull();
            assertThat(descriptor.fix()).startsWith("get a credential of type ");
        });
    }

    private PolicyExplanation explained() {
        PresentationDefinition definition = ((ScopeSelection.Selected)
                        node.policies.current().policies().select("eOverdracht-receiver"))
                .policy()
                .definitions()
                .get(WalletOwner.ORGANIZATION);
        return PolicyExplanation.of(definition, node.wallets.list(new SubjectId("b")), node.clock.instant());
    }
}

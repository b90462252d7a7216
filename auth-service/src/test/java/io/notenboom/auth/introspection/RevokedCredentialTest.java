// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.SampleTokens;
import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.issuer.IssueOutcome;
import io.notenboom.auth.issuer.IssueRequest;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.status.TokenCredentials;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.Evidence;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.custody.CustodianSigner;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialStatusChecker.Outcome;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.presentation.PresentationBuilder;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.status.StatusListType;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A token that was given on a credential whose status changes. */
class RevokedCredentialTest {

    private final TestNode node = new TestNode();
    private final Did issuer = node.subject("issuer");
    private final Did holder = node.subject("holder");
    private final IssuedCredential issued = issue();
    private final Secret token = Secret.of("token");

    private IssuedCredential issue() {
        IssueOutcome outcome = node.issuer.issue(new IssueRequest(
                issuer,
                CredentialType.NUTS_ORGANIZATION,
                List.of(CredentialType.NUTS_CONTEXT),
                holder,
                StrictJson.newObject()
                        .set(
                                "organization",
                                StrictJson.newObject().put("name", "Zorg").put("city", "Dorp")),
                new IssueRequest.Terms(CredentialFormat.LDP_VC, null, StatusListType.STATUS_LIST_2021)));
        return ((IssueOutcome.Issued) outcome).credential();
    }

    private void give() {
        OwnDid own = node.subjects.activeDid(holder).orElseThrow();
        String presentation = new PresentationBuilder(
                        own.signingKeyId(),
                        CustodianSigner.of(node.custodian, own.signingKey().keyId(), KeyPurpose.DID))
                .tokenRequest("https://node.example", "n", List.of(issued.credential()), node.clock.instant())
                .serialized();
        AccessToken sample = SampleTokens.token("token", "holder");
        Evidence evidence = sample.evidence();
        node.tokens.save(new AccessToken(
                TokenHash.of(token),
                sample.subject(),
                sample.issuer(),
                sample.client(),
                sample.scope(),
                new AccessToken.Validity(
                        node.clock.instant(), node.clock.instant().plus(Duration.ofMinutes(15))),
                new Evidence(
                        evidence.claims(),
                        evidence.credentialIds(),
                        List.of(presentation),
                        evidence.definitions(),
                        evidence.submissions())));
    }

    @Test
    @DisplayName("credential status re-checked: inactive from the moment that the credential is revoked")
    void line19ATokenIsInactiveFromTheMomentItsCredentialIsRevoked() {
        give();
        Introspection introspection = new Introspection(
                node.tokens,
                new TokenCredentials((status, by, now) -> node.statusLists.state(status, by), node.clock),
                node.clock);
        assertThat(introspection.active(token)).isPresent();
        CredentialStatus entry = issued.credential().content().statuses().getFirst();
        assertThat(node.statusLists.revoke(entry)).isTrue();
        assertThat(introspection.active(token)).isEmpty();
        assertThat(introspection.known(token)).as("it can still be revoked").isPresent();
    }

    @Test
    void aStatusThatCannotBeFoundOutMakesItInactiveForThatTime() {
        give();
        AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.UNKNOWN);
        Introspection introspection = new Introspection(
                node.tokens, new TokenCredentials((status, by, now) -> outcome.get(), node.clock), node.clock);
        assertThat(introspection.active(token)).isEmpty();
        outcome.set(Outcome.VALID);
        assertThat(introspection.active(token)).isPresent();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.auth.fakes.TestNode;
import io.notenboom.auth.issuer.CredentialRevocation.Outcome;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.wallet.LoadOutcome;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.credential.CredentialType;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.status.StatusListType;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialRevocationTest {

    private final TestNode node = new TestNode();
    private final Did issuer = node.subject("issuer");
    private final Did holder = node.subject("holder");
    private final CredentialRevocation revocation =
            new CredentialRevocation(node.issued, node.statusLists, new Revocations(node.tokens, node.events));

    private IssuedCredential issue(CredentialFormat format, @Nullable StatusListType statusList) {
        IssueOutcome outcome = node.issuer.issue(new IssueRequest(
                issuer,
                CredentialType.NUTS_ORGANIZATION,
                List.of(CredentialType.NUTS_CONTEXT),
                holder,
                StrictJson.newObject()
                        .set(
                                "organization",
                                StrictJson.newObject().put("name", "Zorg").put("city", "Dorp")),
                new IssueRequest.Terms(
                        format,
                        statusList == null ? node.clock.instant().plus(Duration.ofDays(1)) : null,
                        statusList)));
        return ((IssueOutcome.Issued) outcome).credential();
    }

    private LoadOutcome load(IssuedCredential issued) throws Exception {
        return node.wallets.load(new SubjectId("holder"), UnverifiedCredential.parse(issued.text()));
    }

    @Test
    void everyFormCanBeLoadedChosenAndRevoked() throws Exception {
        for (CredentialFormat format : CredentialFormat.values()) {
            for (StatusListType list : StatusListType.values()) {
                IssuedCredential issued = issue(format, list);
                assertThat(load(issued)).isEqualTo(new LoadOutcome.Loaded(issued.id()));
                assertThat(chosen()).contains(issued.id());
                IssuedCredential found =
                        revocation.find(DidUrl.parse(issued.id())).orElseThrow();
                assertThat(revocation.revoke(found)).isEqualTo(Outcome.REVOKED);
                assertThat(node.events.published()).contains("credential " + issued.id());
                assertThat(chosen()).as("a revoked credential is never chosen").doesNotContain(issued.id());
                assertThat(load(issued)).isEqualTo(new LoadOutcome.Refused(CredentialRefusal.REVOKED));
                assertThat(revocation.revoke(found)).isEqualTo(Outcome.REVOKED_BEFORE);
            }
        }
    }

    @Test
    void withoutAStatusListItCannotBeRevoked() {
        IssuedCredential issued = issue(CredentialFormat.JWT_VC, null);
        assertThat(revocation.revoke(issued)).isEqualTo(Outcome.NOT_REVOCABLE);
        assertThat(revocation.find(DidUrl.parse(issuer.value() + "#nothing"))).isEmpty();
    }

    private List<String> chosen() {
        return node.wallets.usable(new SubjectId("holder"), holder).stream()
                .map(credential -> String.valueOf(credential.content().id()))
                .toList();
    }
}

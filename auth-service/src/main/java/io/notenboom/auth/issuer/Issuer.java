// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.CredentialFormat;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;

/** Issues credentials in the name of own DIDs and keeps a record of them. */
public final class Issuer {

    private final Subjects subjects;
    private final OwnSigners signers;
    private final IssuedStore store;
    private final InstantSource clock;

    /** Issues in the name of these subjects and records in this store. */
    public Issuer(Subjects subjects, OwnSigners signers, IssuedStore store, InstantSource clock) {
        this.subjects = subjects;
        this.signers = signers;
        this.store = store;
        this.clock = clock;
    }

    /** Issues a credential as JWT. It is recorded before anybody gets it. */
    public IssueOutcome issue(IssueRequest request) {
        Optional<OwnDid> own = subjects.activeDid(request.issuer());
        if (own.isEmpty()) {
            return new IssueOutcome.ForeignIssuer();
        }
        DidUrl id = request.issuer().withFragment(UUID.randomUUID().toString());
        CredentialTemplate template = new CredentialTemplate(
                id, request.type(), request.contexts(), request.subject(), request.claims(), request.expiresAt(), null);
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        try {
            String text = new CredentialIssuer(
                            own.get().signingKeyId(), signers.signer(own.get().signingKey()))
                    .issue(CredentialFormat.JWT_VC, template, now)
                    .text();
            IssuedCredential issued = new IssuedCredential(
                    id.toString(),
                    request.type(),
                    request.issuer(),
                    request.subject(),
                    new IssuedCredential.Validity(now, request.expiresAt()),
                    text);
            store.add(issued);
            return new IssueOutcome.Issued(issued);
        } catch (CredentialRefusedException refused) {
            return new IssueOutcome.Refused(refused.reason());
        }
    }

    /** What this DID issued, newest first. */
    public List<IssuedCredential> search(Did issuer, Predicate<IssuedCredential> condition) {
        return store.issuedBy(issuer).stream()
                .filter(condition)
                .sorted((left, right) ->
                        right.validity().issuedAt().compareTo(left.validity().issuedAt()))
                .toList();
    }
}

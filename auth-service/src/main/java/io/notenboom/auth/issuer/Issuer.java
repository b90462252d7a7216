// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.CredentialIssuer;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.CredentialTemplate;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.status.StatusListType;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Issues credentials in the name of own DIDs and keeps a record of them. */
public final class Issuer {

    private final Subjects subjects;
    private final OwnSigners signers;
    private final StatusLists statusLists;
    private final IssuedStore store;
    private final InstantSource clock;

    /** Issues in the name of these subjects, with entries of these lists, and records in this store. */
    public Issuer(
            Subjects subjects, OwnSigners signers, StatusLists statusLists, IssuedStore store, InstantSource clock) {
        this.subjects = subjects;
        this.signers = signers;
        this.statusLists = statusLists;
        this.store = store;
        this.clock = clock;
    }

    /** Issues a credential. Its entry in a status list is taken before it exists, and it is recorded before anybody gets it. */
    public IssueOutcome issue(IssueRequest request) {
        Optional<OwnDid> own = subjects.activeDid(request.issuer());
        if (own.isEmpty()) {
            return new IssueOutcome.ForeignIssuer();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        CredentialIssuer issuer = new CredentialIssuer(own.get().signingKeyId(), signers.ofCredentials(own.get()));
        try {
            CredentialTemplate template = template(request);
            String text = issuer.issue(request.terms().format(), template, now).text();
            IssuedCredential issued = new IssuedCredential(
                    template.id().toString(),
                    request.type(),
                    request.issuer(),
                    request.subject(),
                    new IssuedCredential.Validity(now, request.terms().expiresAt()),
                    text);
            store.add(issued, own.get().signingKeyId());
            return new IssueOutcome.Issued(issued);
        } catch (CredentialRefusedException refused) {
            return new IssueOutcome.Refused(refused.reason());
        }
    }

    private CredentialTemplate template(IssueRequest request) {
        DidUrl id = request.issuer().withFragment(UUID.randomUUID().toString());
        return new CredentialTemplate(
                id,
                request.type(),
                request.contexts(),
                request.subject(),
                request.claims(),
                request.terms().expiresAt(),
                status(request));
    }

    private @Nullable CredentialStatus status(IssueRequest request) {
        StatusListType type = request.terms().statusList();
        return type == null ? null : statusLists.take(request.issuer(), type);
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

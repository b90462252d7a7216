// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.takeover;

import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.SigningMethod;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.CredentialContent;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes over the record of what DIDs that were taken over issued at the other node: so this node publishes their status lists
 * at the addresses that the credentials name, with what was revoked there, and can revoke the others. What the other node says
 * of its own credentials is believed.
 */
public final class IssuedTakeover {

    private final Subjects subjects;
    private final IssuedStore store;
    private final StatusLists statusLists;

    /** Takes over into this store what these subjects issued. */
    public IssuedTakeover(Subjects subjects, IssuedStore store, StatusLists statusLists) {
        this.subjects = subjects;
        this.store = store;
        this.statusLists = statusLists;
    }

    /**
     * A credential that the other node issued.
     *
     * @param revoked whether it was revoked there
     */
    public record Issued(UnverifiedCredential credential, boolean revoked) {}

    /**
     * What came of it.
     *
     * @param taken how many are new here
     * @param known how many were taken over before
     */
    public record Counts(int taken, int known) {}

    /**
     * Takes over credentials; may be repeated. What was revoked meanwhile is revoked here, too.
     *
     * @throws IllegalArgumentException if one cannot be taken over; says which and why, and nothing was changed
     */
    public Counts take(List<Issued> issued) {
        List<IssuedCredential> records = new ArrayList<>();
        for (Issued one : issued) {
            records.add(record(one));
        }
        int taken = 0;
        for (int index = 0; index < records.size(); index++) {
            IssuedCredential credential = records.get(index);
            boolean isNew = isNew(credential);
            for (CredentialStatus entry : entries(credential)) {
                statusLists.takeOver(entry, issued.get(index).revoked());
            }
            if (isNew) {
                store.add(credential, SigningMethod.of(credential));
                if (issued.get(index).revoked()) {
                    store.ended(SigningMethod.of(credential), credential.id());
                }
                taken++;
            }
        }
        return new Counts(taken, records.size() - taken);
    }

    private boolean isNew(IssuedCredential credential) {
        return store.find(credential.issuer(), credential.id()).isEmpty();
    }

    private static List<CredentialStatus> entries(IssuedCredential credential) {
        return credential.credential().content().statuses();
    }

    private IssuedCredential record(Issued one) {
        CredentialContent content = one.credential().content();
        String id = content.id();
        Did issuer = content.issuer();
        Optional<Did> subject = content.subjectId();
        Optional<String> type = content.specificType();
        if (id == null || !id.startsWith(issuer.value() + "#") || subject.isEmpty() || type.isEmpty()) {
            throw new IllegalArgumentException(
                    "credential " + id + " lacks a subject or a type, or its id is not one of"
                            + " its issuer: this node does not issue such credentials");
        }
        if (subjects.ownDid(issuer).isEmpty()) {
            throw new IllegalArgumentException(
                    "credential " + id + " was issued by a DID that no subject of this node owns; take it over first");
        }
        IssuedCredential credential = new IssuedCredential(
                id,
                type.get(),
                issuer,
                subject.get(),
                new IssuedCredential.Validity(content.issuedAt(), content.expiresAt()),
                one.credential().text());
        for (CredentialStatus entry : entries(credential)) {
            if (!statusLists.canTakeOver(entry, issuer, isNew(credential))) {
                throw new IllegalArgumentException("credential " + id + " has an entry in a status list that this node"
                        + " does not publish, or has given to another credential: " + entry.id());
            }
        }
        return credential;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Revokes credentials that own DIDs issued: first in the status list, then the tokens that were given on them here. When the
 * second fails the call fails, and can be repeated: tokens are ended again, also for a credential that is revoked already.
 */
public final class CredentialRevocation {

    private final IssuedStore store;
    private final StatusLists statusLists;
    private final Revocations revocations;

    /** Revokes what this store has. */
    public CredentialRevocation(IssuedStore store, StatusLists statusLists, Revocations revocations) {
        this.store = store;
        this.statusLists = statusLists;
        this.revocations = revocations;
    }

    /** The record of a credential that a DID of this node issued. */
    public Optional<IssuedCredential> find(DidUrl id) {
        return store.find(id.did(), id.toString());
    }

    /** Tells of credentials that an own DID issued which are revoked as of now; looks into the store once for each page of lists. */
    public Predicate<UnverifiedCredential> revokedBy(Did issuer) {
        Predicate<CredentialStatus> revoked = statusLists.revokedBy(issuer);
        return credential -> credential.content().statuses().stream().anyMatch(revoked);
    }

    /** Revokes a credential, for ever. */
    public Outcome revoke(IssuedCredential credential) {
        List<CredentialStatus> entries = credential.credential().content().statuses().stream()
                .filter(statusLists::isOwn)
                .toList();
        if (entries.isEmpty()) {
            return Outcome.NOT_REVOCABLE;
        }
        boolean changed = false;
        for (CredentialStatus entry : entries) {
            changed |= statusLists.revoke(entry);
        }
        int unusedEnded = revocations.revokeCredential(credential.id());
        return changed ? Outcome.REVOKED : Outcome.REVOKED_BEFORE;
    }

    /** What came of it. */
    @CheckReturnValue
    public enum Outcome {
        /** It is revoked now. */
        REVOKED,
        /** It was revoked before. */
        REVOKED_BEFORE,
        /** It was issued without an entry in a status list. */
        NOT_REVOCABLE
    }
}

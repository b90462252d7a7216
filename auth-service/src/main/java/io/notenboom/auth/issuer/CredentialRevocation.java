// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.statuslist.StatusLists;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Revokes credentials that own DIDs issued: first in the status list, then the tokens that were given on them here. When the
 * second fails the call fails, and can be repeated: tokens are ended again, also for a credential that is revoked already.
 */
public final class CredentialRevocation {

    private final IssuedStore store;
    private final StatusLists statusLists;
    private final Revocations revocations;
    private final @Nullable Replaced replaced;

    /**
     * What replaces credentials whose key was taken out.
     *
     * @param subjects whose keys they are
     * @param replacements how far that is
     * @param reissuer knows what replaces them
     */
    public record Replaced(Subjects subjects, Replacements replacements, Reissuer reissuer) {}

    /** Revokes what this store has, where nothing is ever replaced. */
    public CredentialRevocation(IssuedStore store, StatusLists statusLists, Revocations revocations) {
        this(store, statusLists, revocations, null);
    }

    /** Revokes what this store has, and what replaces it. */
    public CredentialRevocation(
            IssuedStore store, StatusLists statusLists, Revocations revocations, @Nullable Replaced replaced) {
        this.store = store;
        this.statusLists = statusLists;
        this.revocations = revocations;
        this.replaced = replaced;
    }

    /** The record of a credential that a DID of this node issued. */
    public Optional<IssuedCredential> find(DidUrl id) {
        return store.find(id.did(), id.toString());
    }

    /**
     * Tells of credentials that an own DID issued which are revoked as of now;
     * looks into the store once for each page of lists.
     */
    public Predicate<UnverifiedCredential> revokedBy(Did issuer) {
        Predicate<CredentialStatus> revoked = statusLists.revokedBy(issuer);
        return credential -> credential.content().statuses().stream().anyMatch(revoked);
    }

    /** Whether a credential is revoked as of now. */
    public boolean isRevoked(IssuedCredential credential) {
        return revokedBy(credential.issuer()).test(credential.credential());
    }

    /** Revokes a credential, for ever, and what replaces it because its key was taken out. */
    public Outcome revoke(IssuedCredential credential) {
        Outcome outcome = revokeOnly(credential);
        if (outcome != Outcome.NOT_REVOCABLE) {
            SigningMethod.of(credential.credential()).ifPresent(method -> {
                store.ended(method, credential.id());
                withdraw(credential, method);
            });
        }
        return outcome;
    }

    /** After this, either the replacement is found here and revoked, or who makes it finds the mark and revokes it. */
    private void withdraw(IssuedCredential credential, DidUrl method) {
        if (replaced == null) {
            return;
        }
        boolean lost = replaced.subjects()
                .ownDid(method.did())
                .flatMap(own -> own.key(method.fragment()))
                .filter(OwnKey::compromised)
                .isPresent();
        if (lost) {
            replaced.replacements().withdraw(method, credential.id());
            Optional<IssuedCredential> next = replaced.reissuer().replacement(credential);
            if (next.isPresent()) {
                Outcome unused = revoke(next.get());
            }
        }
    }

    /** Revokes a credential and nothing else; for one that is replaced because its key was taken out. */
    public Outcome revokeOnly(IssuedCredential credential) {
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

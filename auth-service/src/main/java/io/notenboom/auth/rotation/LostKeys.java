// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.rotation;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.issuer.CredentialRevocation;
import io.notenboom.auth.issuer.IssuedCredential;
import io.notenboom.auth.issuer.IssuedStore;
import io.notenboom.auth.issuer.Reissuer;
import io.notenboom.auth.issuer.Replacements;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.LoadOutcome;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.rotation.RotationJournal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Revokes what a key signed that was taken out, and issues it again. The index of the key is the list of what is left to do: a
 * credential leaves it when its replacement is in place, so that whoever goes on after a crash finds the rest. What somebody
 * revoked for its own sake is never issued again. Safe for many threads and processes.
 */
@CheckReturnValue
public final class LostKeys {

    private static final Logger LOG = Logger.getLogger(LostKeys.class);
    private static final int PAGE = 100;

    private final Issuing issuing;
    private final Subjects subjects;
    private final Wallets wallets;
    private final RotationJournal journal;
    private final InstantSource clock;

    /**
     * The issuer's side.
     *
     * @param store what was issued
     * @param revocation revokes it
     * @param reissuer issues it again
     * @param replacements how far that is
     */
    public record Issuing(
            IssuedStore store, CredentialRevocation revocation, Reissuer reissuer, Replacements replacements) {}

    /** Works on these. */
    public LostKeys(Issuing issuing, Subjects subjects, Wallets wallets, RotationJournal journal, InstantSource clock) {
        this.issuing = issuing;
        this.subjects = subjects;
        this.wallets = wallets;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Does all that is left to do for a key that was taken out; may be repeated.
     *
     * @return how many credentials were dealt with
     */
    int finish(DidUrl method) {
        int done = 0;
        List<String> ids = issuing.store().idsSignedBy(method, PAGE);
        while (!ids.isEmpty()) {
            for (String id : ids) {
                finish(method, id);
                issuing.store().ended(method, id);
                done++;
            }
            ids = issuing.store().idsSignedBy(method, PAGE);
        }
        return done;
    }

    private void finish(DidUrl method, String id) {
        Optional<IssuedCredential> found = issuing.store().find(method.did(), id);
        if (found.isEmpty() || SignedByKeys.hasEnded(found.get(), clock.instant())) {
            return;
        }
        IssuedCredential credential = found.get();
        if (issuing.revocation().isRevoked(credential)
                && !issuing.replacements().isBegun(method, id)) {
            return;
        }
        journal.begins("rotation.replace", id);
        issuing.replacements().begin(method, id);
        CredentialRevocation.Outcome unused = issuing.revocation().revokeOnly(credential);
        Optional<IssuedCredential> replacement = issuing.reissuer().replace(credential);
        if (replacement.isPresent() && issuing.replacements().isWithdrawn(method, id)) {
            CredentialRevocation.Outcome unusedToo = issuing.revocation().revoke(replacement.get());
            return;
        }
        if (replacement.isEmpty()) {
            LOG.warnf("credential %s was revoked with its key and cannot be issued again as it is; issue another", id);
        }
        replacement.ifPresent(next -> exchange(credential, next));
    }

    /** In the wallet, if the holder is a subject of this node that has the credential; others have to fetch theirs. */
    private void exchange(IssuedCredential credential, IssuedCredential next) {
        Optional<SubjectId> holder = subjects.ownerOf(credential.subject()).map(Subject::id);
        if (holder.isEmpty() || !holds(holder.get(), credential.id())) {
            return;
        }
        if (wallets.load(holder.get(), next.credential()) instanceof LoadOutcome.Loaded) {
            boolean unused = wallets.remove(holder.get(), credential.id());
        }
    }

    private boolean holds(SubjectId holder, String id) {
        return wallets.list(holder).stream()
                .map(UnverifiedCredential::content)
                .anyMatch(content -> id.equals(content.id()));
    }

    /** Whether something is left to do for a key that was taken out. */
    boolean isUnfinished(DidUrl method, Instant now) {
        return issuing.store().signedBy(method, now).count() > 0;
    }
}

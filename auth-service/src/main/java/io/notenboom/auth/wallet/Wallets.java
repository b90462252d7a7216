// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.wallet;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.credential.CredentialRefusal;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.CredentialStatusChecker;
import io.notenboom.trust.credential.CredentialVerifier;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.notenboom.trust.credential.VerifiedCredential;
import io.notenboom.trust.did.Did;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/** The credentials of each subject. Only what verifies, and is about the subject itself, gets in. */
public final class Wallets {

    private final Subjects subjects;
    private final WalletStore store;
    private final CredentialVerifier verifier;
    private final BiConsumer<SubjectId, String> unreadable;
    private final InstantSource clock;

    /**
     * Keeps credentials in this store after this verifier accepted them.
     *
     * @param unreadable told the subject and the id of a credential that was stored and cannot be read any more, whenever it is
     *     left out
     */
    public Wallets(
            Subjects subjects,
            WalletStore store,
            CredentialVerifier verifier,
            BiConsumer<SubjectId, String> unreadable,
            InstantSource clock) {
        this.subjects = subjects;
        this.store = store;
        this.verifier = verifier;
        this.unreadable = unreadable;
        this.clock = clock;
    }

    /** Verifies a credential and keeps it. Loading it again changes nothing. */
    public LoadOutcome load(SubjectId id, UnverifiedCredential credential) {
        Optional<Subject> subject = subjects.find(id).filter(Subject::isActive);
        if (subject.isEmpty()) {
            return new LoadOutcome.UnknownSubject();
        }
        Optional<OwnDid> own = credential.content().subjectId().flatMap(subject.get()::ownDid);
        if (own.filter(OwnDid::isActive).isEmpty()) {
            return new LoadOutcome.NotOwn();
        }
        try {
            VerifiedCredential verified = verifier.verify(credential, clock.instant());
            String credentialId = verified.content().id();
            if (credentialId == null) {
                return new LoadOutcome.Refused(CredentialRefusal.INCOMPLETE);
            }
            store.put(id, new HeldCredential(credentialId, verified.text()));
            return new LoadOutcome.Loaded(credentialId);
        } catch (CredentialRefusedException refused) {
            return new LoadOutcome.Refused(refused.reason());
        }
    }

    /** All credentials of a subject that can be read, also expired ones, newest first. */
    public List<UnverifiedCredential> list(SubjectId id) {
        List<UnverifiedCredential> credentials = new ArrayList<>();
        for (HeldCredential held : store.list(id)) {
            read(id, held).ifPresent(credentials::add);
        }
        credentials.sort(Comparator.comparing((UnverifiedCredential credential) ->
                        credential.content().issuedAt())
                .reversed()
                .thenComparing(credential -> String.valueOf(credential.content().id())));
        return List.copyOf(credentials);
    }

    /**
     * The credentials about this DID that are valid now, newest first; none that is known to be revoked. One whose status cannot
     * be found out is among them: whoever it is shown to decides.
     */
    public List<UnverifiedCredential> usable(SubjectId id, Did did) {
        return valid(
                id,
                credential ->
                        credential.content().subjectId().filter(did::equals).isPresent());
    }

    /** The credentials of a subject that are valid now, newest first; none that is known to be revoked. */
    public List<UnverifiedCredential> valid(SubjectId id) {
        return valid(id, credential -> true);
    }

    private List<UnverifiedCredential> valid(SubjectId id, Predicate<UnverifiedCredential> which) {
        Instant now = clock.instant();
        return list(id).stream()
                .filter(which)
                .filter(credential -> isValid(credential, now))
                .filter(credential -> !isRevoked(credential))
                .toList();
    }

    /** Whether a credential is known to be revoked as of now. */
    public boolean isRevoked(UnverifiedCredential credential) {
        return verifier.status(credential, clock.instant()) == CredentialStatusChecker.Outcome.REVOKED;
    }

    /**
     * Credentials of active subjects that end within a time, or have ended, the first first.
     *
     * @param whose subjects that count
     */
    public List<ExpiringCredential> expiring(Duration within, Predicate<SubjectId> whose) {
        Instant until = clock.instant().plus(within);
        List<ExpiringCredential> expiring = new ArrayList<>();
        for (Subject subject : subjects.list()) {
            if (!subject.isActive() || !whose.test(subject.id())) {
                continue;
            }
            for (UnverifiedCredential credential : list(subject.id())) {
                Instant end = credential.content().expiresAt();
                if (end != null && !end.isAfter(until)) {
                    expiring.add(new ExpiringCredential(subject.id(), credential, end));
                }
            }
        }
        expiring.sort(Comparator.comparing(ExpiringCredential::expiresAt));
        return List.copyOf(expiring);
    }

    /**
     * Removes a credential.
     *
     * @return whether it was there
     */
    @CheckReturnValue
    public boolean remove(SubjectId id, String credentialId) {
        return store.remove(id, credentialId);
    }

    private static boolean isValid(UnverifiedCredential credential, Instant now) {
        Instant expiresAt = credential.content().expiresAt();
        return !credential.content().issuedAt().isAfter(now) && (expiresAt == null || expiresAt.isAfter(now));
    }

    /** One that is damaged must not take the others with it. */
    private Optional<UnverifiedCredential> read(SubjectId id, HeldCredential held) {
        try {
            return Optional.of(UnverifiedCredential.parse(held.compact()));
        } catch (CredentialRefusedException damaged) {
            unreadable.accept(id, held.id());
            return Optional.empty();
        }
    }
}

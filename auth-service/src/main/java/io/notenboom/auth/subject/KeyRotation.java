// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.RotationState;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Rotates the keys of own DIDs. A new key is published at once and signs once every copy of the older document has expired; the
 * clock alone moves it on. The key before it stays published until somebody who knows that nothing it signed is left retires
 * it: late is harmless. A key that somebody else may have is taken out at once. Safe for many threads and processes.
 */
public final class KeyRotation {

    private final SubjectStore store;
    private final KeyCustodian custodian;
    private final KeyTimes times;
    private final InstantSource clock;

    /** Rotates keys of this custodian. */
    public KeyRotation(SubjectStore store, KeyCustodian custodian, KeyTimes times, InstantSource clock) {
        this.store = store;
        this.custodian = custodian;
        this.times = times;
        this.clock = clock;
    }

    /**
     * Adds a key to each active DID of a subject. A key that was claimed and could not be stored stays unused.
     *
     * @throws NoKeyAvailableException if the custodian has no unused key of purpose {@code did}
     */
    public KeyOutcome add(SubjectId id) {
        Optional<Subject> found = store.find(id);
        if (found.isEmpty()) {
            return new KeyOutcome.NoSuchSubject();
        }
        List<OwnDid> dids = found.get().activeDids();
        if (dids.isEmpty()) {
            return new KeyOutcome.Deactivated();
        }
        Instant now = clock.instant();
        if (dids.stream().anyMatch(did -> isFull(did, now))) {
            return new KeyOutcome.TooManyKeys();
        }
        Map<Did, OwnKey> added = new HashMap<>();
        dids.forEach(did -> added.put(did.did(), newKey(now, now.plus(times.publishAhead()))));
        Optional<Subject> changed = store.update(id, subject -> subject.with(did -> grown(did, added, now)));
        return changed.isEmpty() ? new KeyOutcome.NoSuchSubject() : outcome(changed.get(), added);
    }

    private OwnDid grown(OwnDid did, Map<Did, OwnKey> added, Instant now) {
        OwnKey key = added.get(did.did());
        if (key == null || !did.isActive() || isFull(did, now)) {
            return did;
        }
        List<OwnKey> keys = new ArrayList<>(did.keys());
        keys.add(key);
        return did.withKeys(OwnKeys.ordered(OwnKeys.trimmed(keys, now), now));
    }

    /**
     * Adds a key to one DID, unless one is published already that does not sign yet.
     *
     * @return the DID after it; empty if the subject has no such DID that is active
     * @throws NoKeyAvailableException if the custodian has no unused key of purpose {@code did}
     */
    public Optional<OwnDid> begin(SubjectId id, Did did) {
        Instant now = clock.instant();
        Optional<OwnDid> own =
                store.find(id).flatMap(subject -> subject.ownDid(did)).filter(OwnDid::isActive);
        if (own.isEmpty() || isUnderWay(own.get(), now) || isFull(own.get(), now)) {
            return own.map(known -> known.at(now));
        }
        Map<Did, OwnKey> added = Map.of(did, newKey(now, now.plus(times.publishAhead())));
        return store.update(
                        id, subject -> subject.with(known -> isUnderWay(known, now) ? known : grown(known, added, now)))
                .flatMap(subject -> subject.ownDid(did))
                .map(known -> known.at(now));
    }

    /** Whether a document has as many keys as it may. */
    public boolean isFull(OwnDid did) {
        return isFull(did, clock.instant());
    }

    private static boolean isUnderWay(OwnDid did, Instant now) {
        return did.keys().stream().anyMatch(key -> did.state(key, now) == RotationState.PUBLISHED);
    }

    /**
     * Takes a key that signs no more out of the document; nothing that it signed may be left. Does nothing to a key that signs,
     * or that is out already.
     */
    public void retire(SubjectId id, DidUrl method) {
        changeRetiring(id, method, (key, now) -> key.endingAt(now));
    }

    /** Has a key that signs no more stay in the document, also if an end was set for it. */
    public void keep(SubjectId id, DidUrl method) {
        changeRetiring(id, method, (key, _) -> key.withoutEnd());
    }

    private void changeRetiring(SubjectId id, DidUrl method, BiFunction<OwnKey, Instant, OwnKey> change) {
        Instant now = clock.instant();
        Optional<Subject> unused = store.update(
                id,
                subject -> subject.with(did -> did.withKeys(did.keys().stream()
                        .map(key -> key.fragment().equals(method.fragment())
                                        && did.did().equals(method.did())
                                        && did.state(key, now) == RotationState.RETIRING
                                ? change.apply(key, now)
                                : key)
                        .toList())));
    }

    private KeyOutcome outcome(Subject subject, Map<Did, OwnKey> added) {
        List<VerificationMethod> methods = new ArrayList<>();
        for (OwnDid did : subject.activeDids()) {
            OwnKey key = added.get(did.did());
            if (key != null && did.key(key.fragment()).isPresent()) {
                methods.add(method(did.did(), key));
            }
        }
        if (methods.isEmpty()) {
            return subject.isActive() ? new KeyOutcome.TooManyKeys() : new KeyOutcome.Deactivated();
        }
        return new KeyOutcome.Changed(methods);
    }

    /**
     * Takes a key out of the document at once, and for good: nothing that it signed counts any more. When it was the one that
     * signs, the next one signs at once, although copies of the older document lack it for some minutes. May be repeated.
     *
     * @throws NoKeyAvailableException if a key has to take its place and the custodian has none
     */
    public KeyOutcome remove(SubjectId id, DidUrl method) {
        Optional<Subject> found = store.find(id);
        if (found.isEmpty()) {
            return new KeyOutcome.NoSuchSubject();
        }
        Optional<OwnKey> lost = found.get().ownDid(method.did()).flatMap(did -> did.key(method.fragment()));
        if (lost.isEmpty()) {
            return new KeyOutcome.NoSuchKey();
        }
        Instant now = clock.instant();
        AtomicReference<@Nullable OwnKey> substitute = new AtomicReference<>();
        Optional<Subject> changed = store.update(
                id,
                subject -> subject.with(
                        did -> did.did().equals(method.did()) ? shrunk(did, method, substitute, now) : did));
        return changed.isEmpty()
                ? new KeyOutcome.NoSuchSubject()
                : new KeyOutcome.Changed(List.of(method(method.did(), lost.get())));
    }

    private OwnDid shrunk(OwnDid did, DidUrl method, AtomicReference<@Nullable OwnKey> substitute, Instant now) {
        Optional<OwnKey> lost = did.key(method.fragment()).filter(key -> !key.compromised());
        if (lost.isEmpty()) {
            return did;
        }
        List<OwnKey> keys = OwnKeys.without(lost.get(), () -> claimedOnce(substitute, now), did.keys(), now);
        return did.withKeys(OwnKeys.ordered(keys, now));
    }

    /** A change is tried again when another one came in between; one key will do for all tries. */
    private OwnKey claimedOnce(AtomicReference<@Nullable OwnKey> claimed, Instant now) {
        OwnKey key = claimed.get();
        if (key == null) {
            key = newKey(now, now);
            claimed.set(key);
        }
        return key;
    }

    private OwnKey newKey(Instant since, Instant signsFrom) {
        return new OwnKey(UUID.randomUUID().toString(), custodian.claim(KeyPurpose.DID), since, signsFrom, null, false);
    }

    private VerificationMethod method(Did did, OwnKey key) {
        return VerificationMethod.of(did.withFragment(key.fragment()), Jwk.of(custodian.publicKey(key.keyId())));
    }

    private static boolean isFull(OwnDid did, Instant now) {
        return OwnKeys.inDocument(did.keys(), now) >= OwnKeys.MAX_IN_DOCUMENT;
    }
}

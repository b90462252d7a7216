// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.NoKeyAvailableException;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.memo.Recent;
import java.security.PublicKey;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Creates, finds and deactivates subjects, and makes the documents of their DIDs. Safe for many threads. */
public final class Subjects {

    private static final int REMEMBERED_KEYS = 1_000;

    private final SubjectStore store;
    private final KeyCustodian custodian;
    private final PublicUrl publicUrl;
    private final InstantSource clock;
    private final Recent<KeyId, Jwk> publicKeys = new Recent<>(REMEMBERED_KEYS);

    /** Works on this store, with keys of this custodian. */
    public Subjects(SubjectStore store, KeyCustodian custodian, PublicUrl publicUrl, InstantSource clock) {
        this.store = store;
        this.custodian = custodian;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /**
     * Creates a subject with one did:web and one signing key, claimed from the custodian. A key that was claimed for a
     * subject that could not be stored stays unused.
     *
     * @throws NoKeyAvailableException if the custodian has no unused key of purpose {@code did}
     */
    public CreateSubjectOutcome create(SubjectId id) {
        if (store.find(id).isPresent()) {
            return new CreateSubjectOutcome.AlreadyExists();
        }
        Instant now = clock.instant();
        KeyId keyId = custodian.claim(KeyPurpose.DID);
        OwnKey key = new OwnKey(UUID.randomUUID().toString(), keyId, now);
        OwnDid did = new OwnDid(publicUrl.didWeb(UUID.randomUUID()), List.of(key), now, null);
        Subject subject = new Subject(id, List.of(did));
        return store.add(subject)
                ? new CreateSubjectOutcome.Created(subject)
                : new CreateSubjectOutcome.AlreadyExists();
    }

    /** The subject with this id, active or not. */
    public Optional<Subject> find(SubjectId id) {
        return store.find(id).map(this::now);
    }

    /** All subjects, sorted by id. */
    public List<Subject> list() {
        return store.list().stream().map(this::now).toList();
    }

    /**
     * Ids of all subjects, sorted; for who goes through many without having all
     * of them at once. One may have no subject yet.
     */
    public List<SubjectId> ids() {
        return store.ids();
    }

    /** The DID of this node with this text, active or not. */
    public Optional<OwnDid> ownDid(Did did) {
        return ownerOf(did).flatMap(subject -> subject.ownDid(did));
    }

    /** The DID of this node with this text, if it may still sign. */
    public Optional<OwnDid> activeDid(Did did) {
        return ownDid(did).filter(OwnDid::isActive);
    }

    /** The subject that owns this DID. */
    public Optional<Subject> ownerOf(Did did) {
        return store.findByDid(did).map(this::now);
    }

    /**
     * Deactivates all DIDs of a subject: they are published and sign no more. Keys and history stay. Idempotent.
     *
     * @return the subject after it; empty if there is none of this name
     */
    public Optional<Subject> deactivate(SubjectId id) {
        Instant now = clock.instant();
        return store.update(id, subject -> subject.deactivatedAt(now)).map(this::now);
    }

    /** The document of an own DID as it is now: what is in it, the signing key first. */
    public DidDocument document(OwnDid did) {
        return documentAt(did, clock.instant());
    }

    /**
     * The document of an own DID as it was at a time. A key that turned out to be compromised is not in it: nothing that it
     * signed counts.
     */
    public DidDocument documentAt(OwnDid did, Instant time) {
        List<VerificationMethod> methods = OwnKeys.ordered(did.keys(), time).stream()
                .filter(key -> did.state(key, time).isAccepted())
                .map(key -> method(did, key))
                .toList();
        List<ObjectNode> services = did.services().stream()
                .filter(service -> service.validAt(time))
                .map(service -> service.json(did.did()))
                .toList();
        return DidDocument.ofSigningKeys(did.did(), methods).withServices(services);
    }

    /** A key of an own DID as a verification method. */
    public VerificationMethod method(OwnDid did, OwnKey key) {
        return VerificationMethod.of(did.did().withFragment(key.fragment()), publicKey(key.keyId()));
    }

    /** The custodian is asked each time; what it answers is read as a JWK once. */
    private Jwk publicKey(KeyId id) {
        PublicKey held = custodian.publicKey(id);
        Optional<Jwk> known = publicKeys.get(id).filter(jwk -> jwk.publicKey().equals(held));
        if (known.isPresent()) {
            return known.get();
        }
        Jwk read = Jwk.of(held);
        publicKeys.put(id, read);
        return read;
    }

    private Subject now(Subject subject) {
        Instant now = clock.instant();
        return subject.with(did -> did.at(now));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.takeover;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnKey;
import io.notenboom.auth.subject.OwnService;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.SubjectStore;
import io.notenboom.auth.takeover.TakeoverOutcome.Exists;
import io.notenboom.auth.takeover.TakeoverOutcome.Refused;
import io.notenboom.auth.takeover.TakeoverOutcome.Taken;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.did.VerificationMethod;
import io.notenboom.trust.did.VerificationRelationship;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes subjects of another node subjects of this one, with the DIDs that they have: credentials about them and by them stay
 * good. Private keys come another way: the host imports them into the custodian first, and here each key of a document is
 * found there by its public half. A DID is taken over when this node publishes it, which the public URL decides.
 */
public final class SubjectTakeover {

    private static final int MAX_DIDS = 4;
    private static final int MAX_KEYS = 16;
    private static final int MAX_SERVICES = 32;

    private final SubjectStore store;
    private final KeyCustodian custodian;
    private final PublicUrl publicUrl;
    private final InstantSource clock;

    /** Takes over into this store what this node publishes. */
    public SubjectTakeover(SubjectStore store, KeyCustodian custodian, PublicUrl publicUrl, InstantSource clock) {
        this.store = store;
        this.custodian = custodian;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    /**
     * Takes over a subject, all of it or nothing.
     *
     * @param offered its DIDs, the default first
     */
    public TakeoverOutcome take(SubjectId id, List<OfferedDid> offered) {
        if (store.find(id).isPresent()) {
            return new Exists("there is a subject of this name already");
        }
        if (offered.isEmpty() || offered.size() > MAX_DIDS) {
            return new Refused("a subject has 1 to " + MAX_DIDS + " DIDs");
        }
        Map<Jwk, KeyId> held = heldKeys();
        List<OwnDid> dids = new ArrayList<>();
        for (OfferedDid did : offered) {
            if (store.findByDid(did.document().id()).isPresent()) {
                return new Exists(did.document().id() + " belongs to a subject of this node already");
            }
            Optional<String> obstacle = obstacle(did, held);
            if (obstacle.isPresent()) {
                return new Refused(did.document().id() + ": " + obstacle.get());
            }
            dids.add(own(did, held));
        }
        if (dids.stream().map(OwnDid::did).distinct().count() != dids.size()) {
            return new Refused("a DID is there twice");
        }
        Subject subject = new Subject(id, dids);
        return store.add(subject) ? new Taken(subject) : new Exists("there is a subject of this name already");
    }

    /** Keys for DIDs that are in use, by none of this node; one that is still free could be given to another DID. */
    private Map<Jwk, KeyId> heldKeys() {
        Set<KeyId> used = store.list().stream()
                .flatMap(subject -> subject.dids().stream())
                .flatMap(did -> did.keys().stream())
                .map(OwnKey::keyId)
                .collect(Collectors.toSet());
        Map<Jwk, KeyId> held = new HashMap<>();
        for (KeyDescription key : custodian.list()) {
            if (key.purpose() == KeyPurpose.DID && key.claimed() && !used.contains(key.keyId())) {
                held.put(Jwk.of(custodian.publicKey(key.keyId())), key.keyId());
            }
        }
        return held;
    }

    private Optional<String> obstacle(OfferedDid offered, Map<Jwk, KeyId> held) {
        DidDocument document = offered.document();
        if (!isPublishedHere(document.id())) {
            return Optional.of("this node does not publish it; its DIDs begin with "
                    + publicUrl
                            .didWebOfPath("x")
                            .map(Did::value)
                            .orElse("did:web:")
                            .replaceFirst("x$", ""));
        }
        List<DidUrl> signing = signing(document);
        if (signing.isEmpty()
                || signing.size() > MAX_KEYS
                || document.services().size() > MAX_SERVICES) {
            return Optional.of("its document has 1 to " + MAX_KEYS + " keys under assertionMethod and at most "
                    + MAX_SERVICES + " services");
        }
        Instant created = offered.created();
        if (created != null && created.isAfter(clock.instant())) {
            return Optional.of("documentMetadata.created is in the future");
        }
        return signing.stream()
                .filter(method -> keyOf(document, method, held) == null)
                .map(method -> "the custodian does not have the private key of #" + method.fragment()
                        + ", or another DID has it; import it with: notenboom cli keys import")
                .findFirst();
    }

    private boolean isPublishedHere(Did did) {
        String text = did.value();
        return publicUrl
                .didWebOfPath(text.substring(text.lastIndexOf(':') + 1))
                .filter(did::equals)
                .isPresent();
    }

    private static List<DidUrl> signing(DidDocument document) {
        return document.relationships().getOrDefault(VerificationRelationship.ASSERTION_METHOD, List.of());
    }

    private static @Nullable KeyId keyOf(DidDocument document, DidUrl method, Map<Jwk, KeyId> held) {
        return document.method(method, VerificationRelationship.ASSERTION_METHOD)
                .map(VerificationMethod::publicKey)
                .map(held::get)
                .orElse(null);
    }

    /** The first key of the document is the one that signs, here as there: it began to sign last. */
    private OwnDid own(OfferedDid offered, Map<Jwk, KeyId> held) {
        DidDocument document = offered.document();
        List<DidUrl> signing = signing(document);
        Instant known = offered.created();
        Instant created = known == null ? clock.instant() : known;
        List<OwnKey> keys = new ArrayList<>();
        for (int index = 0; index < signing.size(); index++) {
            DidUrl method = signing.get(index);
            KeyId keyId = keyOf(document, method, held);
            if (keyId != null) {
                Instant order = created.minusSeconds(index);
                keys.add(new OwnKey(method.fragment(), keyId, order, order, null, false));
            }
        }
        List<OwnService> services = document.services().stream()
                .map(service -> service(service, created))
                .toList();
        return new OwnDid(document.id(), keys, services, created, null);
    }

    private static OwnService service(ObjectNode json, Instant since) {
        String id = json.path("id").asText();
        return new OwnService(
                id.substring(id.indexOf('#') + 1),
                json.path("type").asText(),
                json.path("serviceEndpoint"),
                since,
                null);
    }
}

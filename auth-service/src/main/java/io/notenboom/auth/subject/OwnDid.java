// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.rotation.RotationState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A DID that a subject of this node owns, with its keys and services, also those that are not in its document any more.
 *
 * @param did the DID
 * @param keys at least one key; the signing key first, when it came from {@link Subjects}
 * @param services what the document lists, and listed
 * @param created when it was made
 * @param deactivated since when it is not used any more; null while active
 */
public record OwnDid(
        Did did,
        List<OwnKey> keys,
        List<OwnService> services,
        Instant created,
        @Nullable Instant deactivated) {

    /** @throws IllegalArgumentException if there is no key */
    public OwnDid {
        Objects.requireNonNull(did, "did");
        Objects.requireNonNull(created, "created");
        keys = List.copyOf(keys);
        services = List.copyOf(services);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("an own DID has at least one key");
        }
    }

    /** A new DID without services. */
    public OwnDid(Did did, List<OwnKey> keys, Instant created, @Nullable Instant deactivated) {
        this(did, keys, List.of(), created, deactivated);
    }

    /** Whether it may still sign and is still published. */
    public boolean isActive() {
        return deactivated == null;
    }

    /** Whether it was published at a time. */
    public boolean isActiveAt(Instant time) {
        return !time.isBefore(created) && (deactivated == null || time.isBefore(deactivated));
    }

    /** The key that signs. */
    public OwnKey signingKey() {
        return keys.getFirst();
    }

    /** Id of the verification method of the signing key; the {@code kid} of what this DID signs. */
    public DidUrl signingKeyId() {
        return did.withFragment(signingKey().fragment());
    }

    /** The key with this fragment, in the document or not. */
    public Optional<OwnKey> key(String fragment) {
        return keys.stream().filter(key -> key.fragment().equals(fragment)).findFirst();
    }

    /** Where a key of this DID is in its life. */
    public RotationState state(OwnKey key, Instant time) {
        return OwnKeys.state(keys, key, time);
    }

    /** When a key of this DID signed last; empty while it signs, or did not begin. */
    public Optional<Instant> supersededAt(OwnKey key, Instant time) {
        return OwnKeys.supersededAt(keys, key, time);
    }

    /**
     * Whether a signature that was made at a time with a verification method counts: the DID was published then, the key was in
     * its document, and nothing that it signed is in doubt since.
     */
    public boolean keyWasValid(DidUrl method, Instant time) {
        return method.did().equals(did)
                && isActiveAt(time)
                && key(method.fragment()).filter(key -> key.validAt(time)).isPresent();
    }

    /** When the document changed last, as of a time. */
    public Instant changed(Instant time) {
        Stream<Instant> ofKeys = keys.stream()
                .flatMap(key -> Stream.concat(Stream.of(key.since(), key.signsFrom()), Stream.ofNullable(key.until())));
        Stream<Instant> ofServices = services.stream()
                .flatMap(service -> Stream.concat(Stream.of(service.since()), Stream.ofNullable(service.until())));
        return Stream.of(ofKeys, ofServices, Stream.ofNullable(deactivated))
                .flatMap(moments -> moments)
                .filter(moment -> !moment.isAfter(time))
                .max(Instant::compareTo)
                .orElse(created);
    }

    /** The same with the keys in the order that they have at a time. */
    OwnDid at(Instant time) {
        return withKeys(OwnKeys.ordered(keys, time));
    }

    OwnDid withKeys(List<OwnKey> others) {
        return new OwnDid(did, others, services, created, deactivated);
    }

    OwnDid withServices(List<OwnService> others) {
        return new OwnDid(did, keys, others, created, deactivated);
    }

    /** The same DID, deactivated at this time; an earlier deactivation is kept. */
    public OwnDid deactivatedAt(Instant time) {
        return isActive() ? new OwnDid(did, keys, services, created, time) : this;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.signature.SignatureKind;
import io.notenboom.auth.statuslist.StatusListAddresses.Address;
import io.notenboom.auth.subject.OwnDid;
import io.notenboom.auth.subject.OwnSigners;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.trust.did.DidUrl;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.status.StatusBits;
import io.notenboom.trust.status.StatusListIssuer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Own status lists as others read them: signed credentials that are valid for 24 hours. One is signed again when less than six
 * hours are left, after a revocation, and when the issuer signs with another key; until then it comes from memory. Safe for
 * many threads; every process signs its own.
 */
public final class StatusListCredentials {

    private static final Duration VALIDITY = Duration.ofHours(24);
    private static final Duration LEFT = Duration.ofHours(6);

    private final StatusListStore store;
    private final StatusListAddresses addresses;
    private final Subjects subjects;
    private final OwnSigners signers;
    private final InstantSource clock;
    private final ConcurrentHashMap<Address, Signed> signed = new ConcurrentHashMap<>();

    /** Lists of this store. */
    public StatusListCredentials(
            StatusListStore store,
            StatusListAddresses addresses,
            Subjects subjects,
            OwnSigners signers,
            InstantSource clock) {
        this.store = store;
        this.addresses = addresses;
        this.subjects = subjects;
        this.signers = signers;
        this.clock = clock;
    }

    /**
     * A list with all revocations that were made before the call. Do not change it.
     *
     * @return empty if there is no such page, or its issuer is not an active DID of this node
     */
    public Optional<ObjectNode> find(Address address) {
        Optional<OwnDid> issuer = subjects.activeDid(address.page().issuer());
        if (issuer.isEmpty()
                || !store.pages(issuer.get().did()).contains(address.page().number())) {
            signed.remove(address);
            return Optional.empty();
        }
        long revoked = store.revokedCount(address.page());
        Signed list = signed.compute(
                address,
                (_, before) -> before != null && before.serves(issuer.get(), revoked, clock.instant())
                        ? before
                        : sign(address, issuer.get()));
        return Optional.of(list.credential());
    }

    private Signed sign(Address address, OwnDid issuer) {
        Instant now = clock.instant();
        Set<Integer> revoked = store.revoked(address.page());
        JwsSigner signer = signers.signer(issuer, SignatureKind.STATUS_LIST, now.plus(VALIDITY));
        ObjectNode credential = new StatusListIssuer(issuer.signingKeyId(), signer)
                .issue(
                        address.type(),
                        addresses.url(address.page(), address.type()),
                        StatusBits.of(StatusLists.ENTRIES, revoked),
                        now,
                        VALIDITY);
        return new Signed(credential, issuer.signingKeyId(), revoked.size(), now.plus(VALIDITY));
    }

    private record Signed(ObjectNode credential, DidUrl key, long revoked, Instant expiresAt) {

        boolean serves(OwnDid issuer, long revokedNow, Instant now) {
            return key.equals(issuer.signingKeyId())
                    && revoked == revokedNow
                    && Duration.between(now, expiresAt).compareTo(LEFT) >= 0;
        }
    }
}

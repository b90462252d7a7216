// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keys of a node in the place of a recorded one. A recorded key shows the recorded public half, so that what the recorded node
 * signed verifies; its private half is not known, so what is signed here in its name does not verify, and is compared by form.
 */
final class ReplayCustodian implements KeyCustodian {

    private final InMemoryCustodian keys;
    private final Map<KeyId, PublicKey> recorded = new ConcurrentHashMap<>();

    ReplayCustodian(InstantSource clock) {
        this.keys = new InMemoryCustodian(clock);
    }

    /** Takes a recorded public key. */
    KeyId adopt(PublicKey publicKey) {
        KeyId id = claim(KeyPurpose.DID);
        recorded.put(id, publicKey);
        return id;
    }

    @Override
    public synchronized KeyId claim(KeyPurpose purpose) {
        KeyId created = keys.create(purpose);
        KeyId claimed = keys.claim(purpose);
        if (!created.equals(claimed)) {
            throw new IllegalStateException("another key was free");
        }
        return claimed;
    }

    @Override
    public byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input) {
        return keys.sign(keyId, purpose, input);
    }

    @Override
    public PublicKey publicKey(KeyId keyId) {
        PublicKey known = recorded.get(keyId);
        return known == null ? keys.publicKey(keyId) : known;
    }

    @Override
    public List<KeyDescription> list() {
        return keys.list();
    }
}

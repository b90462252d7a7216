// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A custodian whose keys vanish with it: for tests and development. Real keys, real signatures, both ports; nothing is
 * durable, and nothing is shared with other processes.
 */
public final class InMemoryCustodian implements KeyCustodian, KeyCustodianAdmin {

    private static final Comparator<HeldKey> OLDEST_FIRST = Comparator.comparing(HeldKey::created)
            .thenComparing(key -> key.keyId().value());

    private final InstantSource clock;
    private final Map<String, HeldKey> keys = new TreeMap<>();
    private final Set<KeyId> claimed = new HashSet<>();

    /** @param clock tells the time of creation of new keys */
    public InMemoryCustodian(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized KeyId create(KeyPurpose purpose) {
        return store(HeldKey.create(purpose, clock.instant()));
    }

    @Override
    public synchronized KeyId importKey(KeyPurpose purpose, KeyPair keyPair) {
        return store(HeldKey.of(purpose, clock.instant(), keyPair));
    }

    @Override
    public synchronized KeyId importInUse(KeyPurpose purpose, KeyPair keyPair) {
        KeyId keyId = importKey(purpose, keyPair);
        claimed.add(keyId);
        return keyId;
    }

    private KeyId store(HeldKey key) {
        keys.put(key.keyId().value(), key);
        return key.keyId();
    }

    @Override
    public synchronized void destroy(KeyId keyId) {
        if (keys.remove(keyId.value()) == null) {
            throw unknown(keyId);
        }
        claimed.remove(keyId);
    }

    @Override
    public synchronized KeyId claim(KeyPurpose purpose) {
        KeyId oldest = keys.values().stream()
                .filter(key -> key.purpose() == purpose && !claimed.contains(key.keyId()))
                .min(OLDEST_FIRST)
                .map(HeldKey::keyId)
                .orElseThrow(() -> new NoKeyAvailableException(
                        "no unused key for " + purpose.wireName() + " is left at the custodian; create more"));
        claimed.add(oldest);
        return oldest;
    }

    @Override
    public byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input) {
        return held(keyId).sign(purpose, input);
    }

    @Override
    public PublicKey publicKey(KeyId keyId) {
        return held(keyId).publicKey();
    }

    @Override
    public synchronized List<KeyDescription> list() {
        return keys.values().stream()
                .map(key -> key.describe(claimed.contains(key.keyId())))
                .toList();
    }

    private synchronized HeldKey held(KeyId keyId) {
        HeldKey key = keys.get(keyId.value());
        if (key == null) {
            throw unknown(keyId);
        }
        return key;
    }

    private static UnknownKeyException unknown(KeyId keyId) {
        return new UnknownKeyException("the custodian holds no key " + keyId);
    }
}

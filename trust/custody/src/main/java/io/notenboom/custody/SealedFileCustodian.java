// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.security.PublicKey;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps keys in files that are sealed with AES-256-GCM under a key derived from a passphrase. Many processes may share a
 * folder: what one creates, claims or destroys, the others see at once. Unsealed keys stay in memory until they are
 * destroyed.
 */
public final class SealedFileCustodian implements KeyCustodian {

    private static final Comparator<HeldKey> OLDEST_FIRST = Comparator.comparing(HeldKey::created)
            .thenComparing(key -> key.keyId().value());

    private final SealedKeys keys;
    private final ConcurrentMap<KeyId, HeldKey> unsealed = new ConcurrentHashMap<>();

    SealedFileCustodian(SealedKeys keys) {
        this.keys = keys;
    }

    /**
     * Opens a custody folder; it is created if it is missing.
     *
     * @param customer id of the customer whose keys these are: {@code [a-z][a-z0-9]{5}}
     * @param passphraseFile holds 16 to 1024 characters; white space around them does not count
     * @throws CustodyException if the passphrase or the customer is not the one that the folder was created with, or a file
     *     cannot be read
     */
    public static SealedFileCustodian open(Path directory, String customer, Path passphraseFile) {
        return new SealedFileCustodian(SealedKeys.open(directory, customer, passphraseFile));
    }

    @Override
    public KeyId claim(KeyPurpose purpose) {
        return all().stream()
                .filter(key -> key.purpose() == purpose && !keys.folder().isClaimed(key.keyId()))
                .sorted(OLDEST_FIRST)
                .map(HeldKey::keyId)
                .filter(keyId -> keys.folder().claim(keyId))
                .findFirst()
                .orElseThrow(() -> new NoKeyAvailableException(
                        "no unused key for " + purpose.wireName() + " is left at the custodian; create more"));
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
    public List<KeyDescription> list() {
        return all().stream()
                .map(key -> key.describe(keys.folder().isClaimed(key.keyId())))
                .toList();
    }

    private List<HeldKey> all() {
        return keys.folder().keys().stream()
                .map(this::find)
                .flatMap(Optional::stream)
                .toList();
    }

    private HeldKey held(KeyId keyId) {
        return find(keyId).orElseThrow(() -> new UnknownKeyException("the custodian holds no key " + keyId));
    }

    /** The file is looked at every time, so that a key that another process destroyed signs no more. */
    private Optional<HeldKey> find(KeyId keyId) {
        if (!keys.folder().holds(keyId)) {
            unsealed.remove(keyId);
            return Optional.empty();
        }
        HeldKey known = unsealed.get(keyId);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<HeldKey> loaded = keys.load(keyId);
        loaded.ifPresent(key -> unsealed.put(keyId, key));
        return loaded;
    }
}

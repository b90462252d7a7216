// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The host's side of {@link SealedFileCustodian}: creates, imports and destroys keys in the same folder. */
public final class SealedFileCustodianAdmin implements KeyCustodianAdmin {

    private final SealedKeys keys;
    private final SealedFileCustodian custodian;
    private final InstantSource clock;

    private SealedFileCustodianAdmin(SealedKeys keys, InstantSource clock) {
        this.keys = keys;
        this.custodian = new SealedFileCustodian(keys);
        this.clock = clock;
    }

    /**
     * Opens a custody folder, as {@link SealedFileCustodian#open} does.
     *
     * @param clock tells the time of creation of new keys
     * @throws CustodyException if the passphrase or the customer is not the one that the folder was created with, or a file
     *     cannot be read
     */
    public static SealedFileCustodianAdmin open(
            Path directory, String customer, Path passphraseFile, InstantSource clock) {
        return new SealedFileCustodianAdmin(SealedKeys.open(directory, customer, passphraseFile), clock);
    }

    /** Opens a custody folder; new keys are dated by the clock of the machine. */
    public static SealedFileCustodianAdmin open(Path directory, String customer, Path passphraseFile) {
        return open(directory, customer, passphraseFile, InstantSource.system());
    }

    /** The signing side of the same folder; the passphrase need not be stretched a second time. */
    public KeyCustodian custodian() {
        return custodian;
    }

    @Override
    public List<KeyDescription> list() {
        return custodian.list();
    }

    @Override
    public KeyId create(KeyPurpose purpose) {
        return store(HeldKey.create(purpose, clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    @Override
    public KeyId importKey(KeyPurpose purpose, KeyPair keyPair) {
        return store(HeldKey.of(purpose, clock.instant().truncatedTo(ChronoUnit.MILLIS), keyPair));
    }

    @Override
    public KeyId importInUse(KeyPurpose purpose, KeyPair keyPair) {
        HeldKey key = HeldKey.of(purpose, clock.instant().truncatedTo(ChronoUnit.MILLIS), keyPair);
        keys.folder().reserve(key.keyId());
        return store(key);
    }

    private KeyId store(HeldKey key) {
        keys.store(key);
        return key.keyId();
    }

    @Override
    public void destroy(KeyId keyId) {
        if (!keys.folder().destroy(keyId)) {
            throw new UnknownKeyException("the custodian holds no key " + keyId);
        }
    }
}

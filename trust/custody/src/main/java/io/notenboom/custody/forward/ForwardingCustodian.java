// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody.forward;

import io.notenboom.custody.CustodyException;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.KeyDescription;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.security.PublicKey;
import java.util.List;

/**
 * A custodian in front of another one: what a subclass does not change is what the one behind does. Closing it closes the one
 * behind, if that can be closed.
 */
public abstract class ForwardingCustodian implements KeyCustodian, AutoCloseable {

    private final KeyCustodian keys;

    /** @param keys the custodian behind */
    protected ForwardingCustodian(KeyCustodian keys) {
        this.keys = keys;
    }

    @Override
    public KeyId claim(KeyPurpose purpose) {
        return keys.claim(purpose);
    }

    @Override
    public byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input) {
        return keys.sign(keyId, purpose, input);
    }

    @Override
    public List<byte[]> signAll(KeyId keyId, KeyPurpose purpose, List<byte[]> inputs) {
        return keys.signAll(keyId, purpose, inputs);
    }

    @Override
    public PublicKey publicKey(KeyId keyId) {
        return keys.publicKey(keyId);
    }

    @Override
    public List<KeyDescription> list() {
        return keys.list();
    }

    /**
     * Closes the custodian behind it, if that can be closed.
     *
     * @throws CustodyException if it could not be closed
     */
    @Override
    public final void close() {
        if (keys instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } catch (Exception failure) {
                throw new CustodyException("the custodian could not be closed", failure);
            }
        }
    }
}

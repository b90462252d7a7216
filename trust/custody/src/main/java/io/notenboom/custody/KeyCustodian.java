// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.security.PublicKey;
import java.util.List;

/**
 * Whoever holds the private keys of one customer, as a node sees it: keys can be taken into use and signed with, never read,
 * created or destroyed. All methods are safe for use by many threads, bounded in time (5 seconds at most) and throw {@link
 * CustodyException} or one of its subclasses when they cannot do their work ({@link CustodyUnavailableException} when it is
 * worth while to try again later); no method answers with a wrong or empty signature.
 */
public interface KeyCustodian {

    /**
     * Takes a key that was created for this purpose and that nobody uses yet into use. Atomic: two callers, also in
     * different processes, never get the same key. Durable when it returns.
     *
     * @throws NoKeyAvailableException if no unused key of this purpose is left; the host must create more
     */
    KeyId claim(KeyPurpose purpose);

    /**
     * Signs the input (not a digest) with ECDSA and the hash that belongs to the key's curve, or with Ed25519 for {@link
     * KeyPurpose#LOG}, and verifies the signature before returning it.
     *
     * @return the signature as JOSE uses it: for ECDSA r and s of fixed length (IEEE P1363)
     * @throws UnknownKeyException if there is no such key
     * @throws WrongPurposeException if the key was created for another purpose
     */
    byte[] sign(KeyId keyId, KeyPurpose purpose, byte[] input);

    /**
     * Signs many inputs with one key, each as {@link #sign} does; quicker than one by one where a custodian is far away. All or
     * nothing: an exception means that no signature is returned.
     *
     * @return the signatures in the order of the inputs
     * @throws UnknownKeyException if there is no such key
     * @throws WrongPurposeException if the key was created for another purpose
     */
    default List<byte[]> signAll(KeyId keyId, KeyPurpose purpose, List<byte[]> inputs) {
        return inputs.stream().map(input -> sign(keyId, purpose, input)).toList();
    }

    /**
     * The public key; never needs the custodian to be unsealed twice.
     *
     * @throws UnknownKeyException if there is no such key
     */
    PublicKey publicKey(KeyId keyId);

    /** All keys of this customer, sorted by id. */
    List<KeyDescription> list();
}

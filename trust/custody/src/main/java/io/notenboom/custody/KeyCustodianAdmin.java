// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.security.KeyPair;
import java.util.List;

/** The host's side of a custodian. Services never hold this port. Safe for many threads and processes. */
public interface KeyCustodianAdmin {

    /** Creates a key pair for a purpose, Ed25519 for {@link KeyPurpose#LOG} and P-256 for others; durable when it returns. */
    KeyId create(KeyPurpose purpose);

    /**
     * Stores an existing key pair, Ed25519 for {@link KeyPurpose#LOG} and P-256
     * or P-384 for others; durable when it returns.
     */
    KeyId importKey(KeyPurpose purpose, KeyPair keyPair);

    /**
     * As {@link #importKey}, for a key that is in use: it belongs to a name that the customer has, so that {@link
     * KeyCustodian#claim} never gives it to another.
     */
    KeyId importInUse(KeyPurpose purpose, KeyPair keyPair);

    /**
     * Destroys a private key for ever.
     *
     * @throws UnknownKeyException if there is no such key
     */
    void destroy(KeyId keyId);

    /** All keys of this customer, sorted by id. */
    List<KeyDescription> list();
}

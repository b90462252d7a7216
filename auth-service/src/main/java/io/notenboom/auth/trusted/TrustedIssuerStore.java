// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.trusted;

import io.notenboom.trust.did.Did;
import java.util.Set;

/**
 * Where the list of trusted issuers is kept. Durable when a method returns; nothing expires. Safe for many threads and
 * processes; throws a RuntimeException when the store cannot be reached.
 */
public interface TrustedIssuerStore {

    /** Adds an issuer; one that is there stays. */
    void add(String credentialType, Did issuer);

    /** Removes an issuer, if it is there. */
    void remove(String credentialType, Did issuer);

    /** Issuers that are trusted for a type. */
    Set<Did> of(String credentialType);
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.issuer;

import io.notenboom.trust.did.DidUrl;

/**
 * How far the replacement of credentials is that a compromised key signed. Durable when
 * a method returns; kept for 90 days after the last change for a key. Safe for many
 * threads and processes; throws a RuntimeException when the store cannot be reached.
 */
public interface Replacements {

    /** Notes, before it is revoked, that a credential is revoked only because of its key, and is issued again. */
    void begin(DidUrl method, String credentialId);

    /** Whether that was noted. */
    boolean isBegun(DidUrl method, String credentialId);

    /** Notes that somebody revoked a credential for its own sake: what replaces it is not to count either. */
    void withdraw(DidUrl method, String credentialId);

    /** Whether that was noted. */
    boolean isWithdrawn(DidUrl method, String credentialId);
}

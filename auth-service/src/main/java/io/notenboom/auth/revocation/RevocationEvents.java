// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.revocation;

/** Tells the other services of this node what ended (topic {@code auth.revoked}). */
public interface RevocationEvents {

    /**
     * Publishes one event; durable when it returns.
     *
     * @param kind what ended
     * @param value hash of the token, credential id, DID or subject id
     */
    void publish(RevocationKind kind, String value);
}

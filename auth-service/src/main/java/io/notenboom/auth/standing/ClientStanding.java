// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.standing;

import io.notenboom.trust.did.Did;

/** Tells whether a client's registration ended. Throws a RuntimeException when that is known somewhere and cannot be read. */
@FunctionalInterface
public interface ClientStanding {

    /** Knows of no registration: nobody's ended. */
    ClientStanding UNKNOWN = (holder, clientId) -> false;

    /**
     * Whether the registry knew the client's host or authorization server, and stands behind it no more. Who was never
     * registered has not ended.
     *
     * @param holder the DID that signed the presentation
     * @param clientId its issuer URL, or the holder
     */
    boolean ended(Did holder, String clientId);
}

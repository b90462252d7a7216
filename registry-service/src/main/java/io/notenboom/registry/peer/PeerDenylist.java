// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.peer;

import java.util.List;

/**
 * Certificates with which this node does not talk, whatever their path says. A change closes the connections that it
 * concerns within seconds and touches no others. Safe for many threads.
 */
public interface PeerDenylist {

    /** All entries, oldest first. */
    List<DeniedCertificate> denied();

    /**
     * Denies a certificate; durable when it returns. Denying it again keeps the first reason.
     *
     * @return whether it was not denied before
     * @throws IllegalArgumentException if there are too many entries
     */
    boolean deny(DeniedCertificate certificate);

    /**
     * Takes an entry off the list; durable when it returns.
     *
     * @return whether it was there
     */
    boolean permit(DeniedCertificate certificate);
}

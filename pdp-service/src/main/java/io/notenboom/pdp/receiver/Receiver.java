// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.receiver;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who takes over, and how to reach them.
 *
 * @param organisation the id in the registry; null when only DIDs were given
 * @param dids the DIDs that identify the receiver; never empty
 * @param issuer URL of the receiver's authorization server; null when unknown
 * @param notification base URL of the receiver's notification endpoint, without a slash at the end; null when unknown
 */
public record Receiver(
        @Nullable String organisation,
        Set<String> dids,
        @Nullable String issuer,
        @Nullable String notification) {

    public Receiver {
        dids = Set.copyOf(dids);
        if (dids.isEmpty()) {
            throw new IllegalArgumentException("A receiver is identified by at least one DID.");
        }
    }

    /** Whether there is an address, or a place to look one up. */
    public boolean addressable() {
        return organisation != null || notifiable();
    }

    /** Whether this is the party of the other: one of its DIDs is. */
    public boolean samePartyAs(Receiver other) {
        return dids.stream().anyMatch(other.dids()::contains);
    }

    /** This party at the address of another. */
    public Receiver at(Receiver address) {
        return new Receiver(organisation, dids, address.issuer(), address.notification());
    }

    /** Whether a notification can be sent. */
    public boolean notifiable() {
        return issuer != null && notification != null;
    }
}

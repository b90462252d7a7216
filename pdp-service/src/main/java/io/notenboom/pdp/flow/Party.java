// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An organisation by its identifiers: DIDs, client id URLs, URA number; never by a name. Without any identifier it is
 * nobody.
 */
public record Party(
        Set<String> dids, Set<String> clientIds, @Nullable String ura) {

    public Party {
        dids = Set.copyOf(dids);
        clientIds = Set.copyOf(clientIds);
    }

    /** An organisation known by DIDs only. */
    public static Party ofDids(Set<String> dids) {
        return new Party(dids, Set.of(), null);
    }

    /** The URA number, when known. */
    public Optional<String> uraNumber() {
        return Optional.ofNullable(ura);
    }

    /**
     * Whether the other identifiers are this organisation's: at least one kind of identifier that both have agrees, and
     * none that both have disagrees.
     */
    public boolean identifiedBy(Party claimed) {
        boolean agrees = false;
        if (!dids.isEmpty() && !claimed.dids.isEmpty()) {
            if (!dids.containsAll(claimed.dids)) {
                return false;
            }
            agrees = true;
        }
        if (!clientIds.isEmpty() && !claimed.clientIds.isEmpty()) {
            if (!clientIds.containsAll(claimed.clientIds)) {
                return false;
            }
            agrees = true;
        }
        if (ura != null && claimed.ura != null) {
            if (!ura.equals(claimed.ura)) {
                return false;
            }
            agrees = true;
        }
        return agrees;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An organisation by its identifiers: DIDs, client id URLs, URA number; never by a name.
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

    /** Whether there is an identifier that was proved and not only stated: a DID or the URA number. */
    public boolean identified() {
        return !dids.isEmpty() || ura != null;
    }

    /**
     * Whether the other identifiers are this organisation's: DIDs or URA number agree, and no kind of identifier that both
     * have disagrees. A client id speaks for an organisation only when that is all it was named by: on the host of others the
     * part after the host is the client's own statement, so beside a DID or a URA number it can only speak against.
     */
    public boolean identifiedBy(Party claimed) {
        boolean sameDids = !dids.isEmpty() && !claimed.dids.isEmpty();
        boolean sameUra = ura != null && claimed.ura != null;
        if (sameDids && !dids.containsAll(claimed.dids)) {
            return false;
        }
        if (!clientIds.isEmpty() && !claimed.clientIds.isEmpty() && !clientIds.containsAll(claimed.clientIds)) {
            return false;
        }
        if (sameUra && !Objects.equals(ura, claimed.ura)) {
            return false;
        }
        boolean onlyClientIds = !identified() && !clientIds.isEmpty() && !claimed.clientIds.isEmpty();
        return sameDids || sameUra || onlyClientIds;
    }
}

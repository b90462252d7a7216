// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.status;

import io.notenboom.trust.credential.CredentialStatus;
import io.notenboom.trust.status.StatusListException.Reason;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A status list whose signature was verified; only {@link StatusListReader} makes one.
 */
public final class StatusList {

    private final StatusListType type;
    private final String url;
    private final Set<String> purposes;
    private final StatusBits bits;
    private final @Nullable Instant expiresAt;

    StatusList(StatusListType type, String url, Set<String> purposes, StatusBits bits, @Nullable Instant expiresAt) {
        this.type = type;
        this.url = url;
        this.purposes = Set.copyOf(purposes);
        this.bits = bits;
        this.expiresAt = expiresAt;
    }

    /** Number of entries. */
    public int entries() {
        return bits.entries();
    }

    /** Until when it may be used; null if it does not say. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /**
     * Whether the entry of a credential is set: revoked, or suspended.
     *
     * @throws StatusListException with reason LIST_TYPE, LIST_ID, PURPOSE, FORMAT or RANGE
     */
    public boolean isSet(CredentialStatus entry) throws StatusListException {
        if (!type.entryType().equals(entry.type())) {
            throw new StatusListException(Reason.LIST_TYPE);
        }
        if (!url.equals(entry.listCredential())) {
            throw new StatusListException(Reason.LIST_ID);
        }
        if (!purposes.contains(Objects.requireNonNullElse(entry.purpose(), ""))) {
            throw new StatusListException(Reason.PURPOSE);
        }
        return bits.isSet(Objects.requireNonNullElse(entry.index(), ""));
    }
}

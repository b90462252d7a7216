// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.Did;
import java.util.Set;

/**
 * Which entries of own status lists are in use, and which are revoked. Durable when a method returns; nothing expires, and
 * nothing is taken back. Safe for many threads and processes; throws a RuntimeException when the store cannot be reached.
 */
public interface StatusListStore {

    /** State of an entry. */
    enum Mark {
        /** Never taken. */
        FREE,
        /** Taken and not revoked. */
        IN_USE,
        /** Revoked, whether taken or not. */
        REVOKED
    }

    /** Numbers of the pages that this issuer has. */
    Set<Integer> pages(Did issuer);

    /** Adds a page; one that is there stays as it is. */
    void open(StatusListPage page);

    /** How many entries of a page are in use. */
    long inUse(StatusListPage page);

    /** Whether an entry is in use. */
    boolean isInUse(StatusListPage page, int index);

    /**
     * Takes an entry, for ever. Of many who try the same one, in whatever process, one succeeds.
     *
     * @return whether it was free
     */
    @CheckReturnValue
    boolean take(StatusListPage page, int index);

    /** How many entries of a page are revoked. */
    long revokedCount(StatusListPage page);

    /** Whether an entry is revoked. */
    boolean isRevoked(StatusListPage page, int index);

    /** What is known of one entry. */
    default Mark mark(StatusListPage page, int index) {
        if (isRevoked(page, index)) {
            return Mark.REVOKED;
        }
        return isInUse(page, index) ? Mark.IN_USE : Mark.FREE;
    }

    /** The entries of a page that are revoked. */
    Set<Integer> revoked(StatusListPage page);

    /**
     * Revokes an entry, for ever.
     *
     * @return whether it was not revoked before
     */
    @CheckReturnValue
    boolean revoke(StatusListPage page, int index);
}

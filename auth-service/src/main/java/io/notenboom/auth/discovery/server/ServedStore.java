// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.server;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.discovery.EntryPage;
import io.notenboom.auth.discovery.Registration;
import java.time.Instant;

/**
 * Where the lists are kept that this node serves. Durable when a method returns. Safe for many threads and processes; throws a
 * RuntimeException when the store cannot be reached.
 */
public interface ServedStore {

    /** Most characters of presentations in one page, so that every reader's limit of 1 MB takes it. */
    int PAGE_LENGTH = 900_000;

    /**
     * The entries after a timestamp that have not expired, at most {@value #PAGE_LENGTH} characters of them but at least one.
     * The timestamp of the page is the list's, or that of its last entry when more follow.
     */
    @CheckReturnValue
    EntryPage since(String service, long timestamp, Instant now);

    /**
     * Adds an entry under the next timestamp, in place of the signer's entry if there is one. Atomic. The first entry ever
     * gives the list its seed.
     *
     * @param maxEntries most entries of one list
     */
    @CheckReturnValue
    AddOutcome add(String service, Registration registration, int maxEntries, Instant now);

    /** What came of adding. */
    enum AddOutcome {
        /** It is in the list. */
        ADDED,
        /** It was in the list before, and maybe still is. */
        REPLAYED,
        /** It retracts something that is not the signer's entry. */
        NOTHING_TO_RETRACT,
        /** The list is full. */
        FULL
    }
}

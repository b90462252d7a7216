// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery.client;

import java.util.List;
import java.util.Objects;

/**
 * Where copies of lists are kept, shared by all processes of a node. Durable when a method returns; what is lost is copied
 * again. Safe for many threads and processes; throws a RuntimeException when the store cannot be reached.
 */
public interface CopyStore {

    /** How far a list was copied; the first cursor when it never was. */
    Cursor cursor(String service);

    /** All entries of a copy, ordered by timestamp. */
    List<Copied> entries(String service);

    /** Forgets all entries. */
    void reset(String service, Cursor cursor);

    /**
     * Changes a copy, all at once.
     *
     * @param put entries to keep, in place of those with the same timestamp
     * @param removed entries to forget
     */
    void save(String service, Cursor cursor, List<Copied> put, List<Copied> removed);

    /**
     * How far a list was copied.
     *
     * @param seed seed of the list; empty if there is none
     * @param timestamp timestamp to go on from
     * @param version grows whenever the copy changes
     */
    record Cursor(String seed, long timestamp, long version) {

        /** Of a list that was not copied yet. */
        public static final Cursor START = new Cursor("", 0, 0);

        /** Checks that no part is missing. */
        public Cursor {
            Objects.requireNonNull(seed, "seed");
        }

        Cursor at(String newSeed, long newTimestamp) {
            return new Cursor(newSeed, newTimestamp, version + 1);
        }
    }
}

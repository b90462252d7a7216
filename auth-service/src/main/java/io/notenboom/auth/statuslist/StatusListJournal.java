// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.statuslist;

import java.util.List;

/**
 * What this process took and revoked, kept elsewhere than the store, so that a store that was put back to an earlier state is
 * noticed, and set right. Durable when a method returns; throws a RuntimeException when it cannot be written. Safe for many
 * threads; of one process.
 */
public interface StatusListJournal {

    /** Adds a line. */
    void add(Line line);

    /** All lines, in order. */
    List<Line> lines();

    /** Closes this page and those before it: they get no more entries, for ever. */
    void close(StatusListPage page);

    /** The last page of each issuer that was closed. */
    List<StatusListPage> closed();

    /**
     * One step.
     *
     * @param page the page
     * @param index the entry
     * @param revoked whether it was revoked; else it was taken
     */
    record Line(StatusListPage page, int index, boolean revoked) {}
}

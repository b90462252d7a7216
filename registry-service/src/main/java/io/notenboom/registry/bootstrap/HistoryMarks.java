// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import java.util.Optional;

/** Keeps one {@link HistoryMark} over a restart. It can be lost at any time: then verification begins again. */
public interface HistoryMarks {

    /** The mark; empty if there is none or it is damaged. */
    Optional<HistoryMark> read();

    /**
     * Puts a mark in the place of the one before. After a crash either is there, or none.
     *
     * @throws io.notenboom.registry.log.LogFailureException if it cannot be written
     */
    void write(HistoryMark mark);
}

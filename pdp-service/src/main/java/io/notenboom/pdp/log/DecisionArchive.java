// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.log;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/**
 * The decision log as it is read: every record that is kept, also while more are appended. Thread-safe.
 *
 * <p>Its methods throw a {@link RuntimeException} when the log is damaged or cannot be read.
 */
public interface DecisionArchive {

    /** A record at its place; its content must not be changed. */
    record Entry(long sequence, ObjectNode content) {}

    /** At most so many records from a place on, in order; fewer at the end of the log only. */
    List<Entry> read(long from, int limit);

    /** Place of the oldest record that is kept. */
    long first();

    /** Place of the record that comes next. */
    long size();

    /** Place of the first record that is not before a time, as far as records are in order of time; empty if all are. */
    OptionalLong firstAtOrAfter(Instant time);

    /** Place of the first record in the file that has this place. */
    long segmentOf(long sequence);
}

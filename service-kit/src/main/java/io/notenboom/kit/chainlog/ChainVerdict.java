// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.chainlog;

import com.google.errorprone.annotations.CheckReturnValue;

/** What reading a whole log found. */
@CheckReturnValue
public sealed interface ChainVerdict {

    /**
     * Every line is what was written, in its place.
     *
     * @param firstSequence sequence number of the oldest record; not 0 when older segments were removed
     * @param head of the log
     * @param segments how many files
     */
    record Sound(long firstSequence, ChainHead head, int segments) implements ChainVerdict {}

    /**
     * The first place at which it is not.
     *
     * @param segment name of the file; empty when it is missing
     * @param line from 1; 0 when no line can be named
     * @param reason in words
     */
    record Broken(String segment, long line, String reason) implements ChainVerdict {}
}

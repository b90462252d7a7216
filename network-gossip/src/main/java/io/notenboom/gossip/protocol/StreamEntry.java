// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import java.util.Objects;

/**
 * Where a node stands in one stream; an entry of the heads trie and a hint in a sync.
 *
 * @param sid id of the stream
 * @param seq sequence of the last event before any fork, 0 to {@link #MAX_SEQUENCE}
 * @param id id of that event
 * @param flags bit 0 is {@link #FORKED}; the others are 0
 */
public record StreamEntry(Digest sid, long seq, Digest id, int flags) {

    /** Two valid events with one sequence are known directly after this head. */
    public static final int FORKED = 1;

    /** The largest sequence, 2^48 - 1. */
    public static final long MAX_SEQUENCE = (1L << 48) - 1;

    /** @throws IllegalArgumentException if a number is out of range */
    public StreamEntry {
        Objects.requireNonNull(sid, "sid");
        Objects.requireNonNull(id, "id");
        if (seq < 0 || seq > MAX_SEQUENCE || (flags & ~FORKED) != 0) {
            throw new IllegalArgumentException("sequence or flags out of range");
        }
    }

    /** An entry of a stream without a known fork. */
    public static StreamEntry of(Digest sid, long seq, Digest id) {
        return new StreamEntry(sid, seq, id, 0);
    }

    /** Whether the stream is known to be forked after this head. */
    public boolean forked() {
        return (flags & FORKED) != 0;
    }
}

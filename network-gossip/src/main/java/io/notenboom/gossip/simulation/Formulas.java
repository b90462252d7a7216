// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

/**
 * What the protocol may cost: bytes with {@code h} for a signed head and {@code o} for HTTP/2 and TLS around a message,
 * {@code S} for an event, and rounds of push-pull between uniformly chosen peers.
 */
public final class Formulas {

    /** h: a signed node head. */
    public static final int HEAD_BYTES = 450;

    /** o: around one message. */
    public static final int MESSAGE_OVERHEAD_BYTES = 150;

    /** S: an event. */
    public static final int EVENT_BYTES = 1_200;

    private static final int FAN_OUT = 16;
    private static final int BRANCH_BYTES = 520;
    private static final int ENTRY_BYTES = 72;
    private static final int LEAF_OVERHEAD_BYTES = 8;
    private static final double FIT = 0.3;
    private static final int SUFFIX_EVENTS = 256;

    private Formulas() {}

    /**
     * R(N, f) = log₁₊₂f N + ln ln N / ln(1+f) + 0.3.
     *
     * @param nodes N, at least 3
     * @param fanOut f, peers that a node reaches in a round; with loss a part of those that it calls
     */
    public static double rounds(int nodes, double fanOut) {
        return Math.log(nodes) / Math.log(1 + 2 * fanOut) + Math.log(Math.log(nodes)) / Math.log(1 + fanOut) + FIT;
    }

    /** Bytes of an exchange between nodes that are equal: 2(h + o). */
    public static double equalExchange() {
        return 2.0 * (HEAD_BYTES + MESSAGE_OVERHEAD_BYTES);
    }

    /**
     * Bytes of the pages of a walk, an upper bound: Σ min(δ, 16ˡ)·520 over the L inner levels and min(δ, 16ᴸ) leaves, with
     * L = ⌈log₁₆(V/16)⌉.
     *
     * @param differing δ, streams that differ
     * @param streams V, all streams
     */
    public static double trie(int differing, int streams) {
        int levels = Math.max(0, (int) Math.ceil(Math.log(streams / (double) FAN_OUT) / Math.log(FAN_OUT)));
        double bytes = 0;
        double parts = 1;
        for (int level = 0; level < levels; level++) {
            bytes += Math.min(differing, parts) * BRANCH_BYTES;
            parts *= FAN_OUT;
        }
        double leaf = LEAF_OVERHEAD_BYTES + ENTRY_BYTES * (1 + streams / parts);
        return bytes + Math.min(differing, parts) * leaf;
    }

    /**
     * Bytes of a repair: 2(h + o) + trie(δ, V) + d·S + ⌈d/256⌉·o.
     *
     * @param events d, events that are missing
     */
    public static double repair(int differing, int streams, int events) {
        return equalExchange()
                + trie(differing, streams)
                + (double) events * EVENT_BYTES
                + Math.ceil(events / (double) SUFFIX_EVENTS) * MESSAGE_OVERHEAD_BYTES;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

/** Limits of the messages between nodes, for senders and receivers alike. */
public final class GossipLimits {

    /** Most characters of a signed node head. */
    public static final int MAX_HEAD_CHARACTERS = 2_048;

    /** Most hints in a sync. */
    public static final int MAX_HINTS = 100;

    /** Most entries of a leaf of the trie. */
    public static final int MAX_LEAF_ENTRIES = 16;

    /** Most nibbles of a trie prefix. */
    public static final int MAX_PREFIX = 64;

    /** Most pages of the trie in one answer. */
    public static final int MAX_TRIE_PAGES = 64;

    /** Most bytes of an answer with pages of the trie: 64 full leaves. */
    public static final int MAX_TRIE_BYTES = MAX_TRIE_PAGES * (3 + MAX_LEAF_ENTRIES * 72);

    /** Most events in an answer with a suffix of a stream. */
    public static final int MAX_SUFFIX_EVENTS = 256;

    /** Most events in a push. */
    public static final int MAX_PUSH_EVENTS = 64;

    /** Most characters of one event. */
    public static final int MAX_EVENT_CHARACTERS = 16_384;

    /** Most characters of all events of a suffix or push together. */
    public static final int MAX_EVENTS_CHARACTERS = 480 * 1_024;

    /** Most bytes of any message body, unpacked: 512 KiB. */
    public static final int MAX_BODY_BYTES = 512 * 1_024;

    /** Most forks in an answer. */
    public static final int MAX_FORKS = 14;

    private GossipLimits() {}
}

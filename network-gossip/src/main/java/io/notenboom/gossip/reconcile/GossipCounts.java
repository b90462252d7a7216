// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

/**
 * What the engine has done since it was made.
 *
 * @param conversations conversations that peers answered
 * @param walks those of them that had to walk over the peer's trie
 * @param pushes eager pushes of new events
 * @param strikes strikes given
 * @param bans bans that followed from them
 */
public record GossipCounts(long conversations, long walks, long pushes, long strikes, long bans) {

    /** Nothing yet. */
    public static final GossipCounts NONE = new GossipCounts(0, 0, 0, 0, 0);

    GossipCounts conversation(boolean walked) {
        return new GossipCounts(conversations + 1, walks + (walked ? 1 : 0), pushes, strikes, bans);
    }

    GossipCounts push() {
        return new GossipCounts(conversations, walks, pushes + 1, strikes, bans);
    }

    GossipCounts strike(boolean banned) {
        return new GossipCounts(conversations, walks, pushes, strikes + 1, bans + (banned ? 1 : 0));
    }
}

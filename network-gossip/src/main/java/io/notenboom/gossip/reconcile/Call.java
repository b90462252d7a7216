// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import java.util.List;

/** A request to a peer. */
public sealed interface Call {

    /** Tell this node's head and hints and ask for the peer's. The head is made when it is sent. */
    record Sync(List<StreamEntry> hints) implements Call {

        /** Copies the hints. */
        public Sync {
            hints = List.copyOf(hints);
        }
    }

    /** Ask for pages of the trie with this root, at most {@code MAX_TRIE_PAGES}. */
    record Trie(List<String> prefixes, Digest root) implements Call {

        /** Copies the prefixes. */
        public Trie {
            prefixes = List.copyOf(prefixes);
        }
    }

    /** Ask for events of a stream from a sequence on. */
    record Events(Digest sid, long from) implements Call {}

    /** Offer this node's events of these streams, as many as go into one push. */
    record Push(List<StreamStart> starts) implements Call {

        /** Copies the list. */
        public Push {
            starts = List.copyOf(starts);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.EventSuffix;
import io.notenboom.gossip.protocol.NodeHead;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.protocol.Verdict;
import java.util.List;

/** A peer's answer to a call. */
public sealed interface Answer {

    /** To {@link Call.Sync}; the head's signature was verified to be the peer's. */
    record Synced(NodeHead head, List<StreamEntry> hints) implements Answer {

        /** Copies the hints. */
        public Synced {
            hints = List.copyOf(hints);
        }
    }

    /** To {@link Call.Trie}: the pages in the order of the prefixes. */
    record Pages(List<TriePage> pages) implements Answer {

        /** Copies the pages. */
        public Pages {
            pages = List.copyOf(pages);
        }
    }

    /** To {@link Call.Trie}: the peer no longer has that root. */
    record RootExpired() implements Answer {}

    /** To {@link Call.Events}. */
    record Suffix(EventSuffix suffix) implements Answer {}

    /** To {@link Call.Push}: what became of each event, in the order in which they were sent; empty if none was sent. */
    record Pushed(List<PushedEvent> events) implements Answer {

        /** Copies the events. */
        public Pushed {
            events = List.copyOf(events);
        }
    }

    /** One event of a push and the peer's verdict. */
    record PushedEvent(Digest sid, long seq, Verdict verdict) {}
}

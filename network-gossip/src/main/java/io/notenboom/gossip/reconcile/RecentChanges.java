// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The streams of this node that changed last: hints for others, and what is yet to be pushed. Not safe for many threads. */
final class RecentChanges {

    private final Map<Digest, StreamEntry> latest = new LinkedHashMap<>();
    private final Map<Digest, Long> pending = new LinkedHashMap<>();

    /** Takes in a new head. */
    void changed(StreamEntry entry) {
        latest.remove(entry.sid());
        latest.put(entry.sid(), entry);
        trim(latest);
    }

    /** Events of a stream from this sequence on are to be pushed. */
    void toPush(Digest sid, long from) {
        pending.merge(sid, from, Math::min);
        trim(pending);
    }

    private static <V> void trim(Map<Digest, V> map) {
        Iterator<V> oldest = map.values().iterator();
        while (map.size() > GossipLimits.MAX_HINTS && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    /** The latest changes, newest last. */
    List<StreamEntry> hints() {
        return List.copyOf(latest.values());
    }

    /** What is to be pushed now; it is not given again. */
    List<StreamStart> takePending() {
        List<StreamStart> starts = new ArrayList<>();
        pending.forEach((sid, from) -> starts.add(new StreamStart(sid, from)));
        pending.clear();
        return starts;
    }

    /** Whether a verdict on a pushed event shows that the peer lacks more, or holds another branch. */
    static boolean needsMore(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Held _ -> true;
            case Verdict.Rejected rejected -> rejected.diverges();
            case Verdict.Accepted _, Verdict.Duplicate _, Verdict.Fork _ -> false;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.Verdict;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.LocalHeads;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The streams of this node that changed last: hints for others, and what is yet to be pushed. Not safe for many threads. */
final class RecentChanges {

    /** For how long a change is a hint for those of whom it is not known what they have. */
    static final Duration FRESH = Duration.ofMinutes(1);

    private final Map<Digest, Change> latest = new LinkedHashMap<>();
    private final Map<Digest, Long> pending = new LinkedHashMap<>();
    private final Set<Digest> forked = new LinkedHashSet<>();

    private record Change(StreamEntry entry, Instant at) {}

    /** Takes in a new head. */
    void changed(StreamEntry entry, Instant now) {
        latest.remove(entry.sid());
        latest.put(entry.sid(), new Change(entry, now));
        trim(latest);
    }

    /** Events of a stream from this sequence on are to be pushed; proofs of forks go first. */
    void toPush(StreamEntry entry, long from) {
        pending.merge(entry.sid(), from, Math::min);
        trim(pending);
        if (entry.forked()) {
            forked.add(entry.sid());
        }
    }

    private static <V> void trim(Map<Digest, V> map) {
        Iterator<V> oldest = map.values().iterator();
        while (map.size() > GossipLimits.MAX_HINTS && oldest.hasNext()) {
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * What to tell a peer: nothing if it has this node's root; exactly what it lacks if its root is an earlier one of this
     * node; otherwise what changed last.
     *
     * @param theirs the peer's root as far as it is known
     */
    List<StreamEntry> hintsFor(Optional<Digest> theirs, LocalHeads heads, Instant now) {
        HeadsTrie mine = heads.current();
        Optional<HeadsTrie> earlier = theirs.flatMap(heads::at);
        if (earlier.isPresent()) {
            List<StreamEntry> lacking = mine.differences(earlier.get()).stream()
                    .flatMap(difference -> Optional.ofNullable(difference.mine()).stream())
                    .toList();
            return lacking.size() <= GossipLimits.MAX_HINTS ? lacking : List.of();
        }
        return latest.values().stream()
                .filter(change -> now.isBefore(change.at().plus(FRESH)))
                .map(Change::entry)
                .toList();
    }

    /** What is to be pushed now, proofs of forks first; it is not given again. */
    List<StreamStart> takePending() {
        List<StreamStart> starts = new ArrayList<>();
        pending.forEach(
                (sid, from) -> starts.add(forked.contains(sid) ? 0 : starts.size(), new StreamStart(sid, from)));
        pending.clear();
        forked.clear();
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

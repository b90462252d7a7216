// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.testing.Hostile;
import io.notenboom.gossip.trie.HeadDifference;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.TriePageFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A walk over the bytes that a peer sends finds exactly the streams that differ; over others it ends or is refused. */
class TrieWalkPropertyTest {

    private static final int MOST_CALLS = 10_000;

    /** The heads of two nodes that share most of their history. */
    private record Two(HeadsTrie mine, HeadsTrie theirs, Set<HeadDifference> differences) {}

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Two two(int streams, int changes, Random random) {
        Map<Digest, StreamEntry> mine = new HashMap<>();
        Map<Digest, StreamEntry> theirs = new HashMap<>();
        for (int stream = 0; stream < streams; stream++) {
            StreamEntry entry = StreamEntry.of(digest("stream " + stream), 5, digest("event " + stream));
            mine.put(entry.sid(), entry);
            theirs.put(entry.sid(), entry);
        }
        for (int change = 0; change < changes; change++) {
            Map<Digest, StreamEntry> side = random.nextBoolean() ? mine : theirs;
            Digest sid = digest("stream " + random.nextInt(streams + 40));
            if (random.nextInt(5) == 0) {
                side.remove(sid);
            } else {
                side.put(
                        sid,
                        new StreamEntry(sid, random.nextInt(9), digest("e" + random.nextInt(3)), random.nextInt(2)));
            }
        }
        Set<Digest> all = new HashSet<>(mine.keySet());
        all.addAll(theirs.keySet());
        Set<HeadDifference> differences = new HashSet<>();
        for (Digest sid : all) {
            StreamEntry one = mine.get(sid);
            StreamEntry other = theirs.get(sid);
            if (one == null || !one.equals(other)) {
                differences.add(new HeadDifference(sid, one, other));
            }
        }
        return new Two(HeadsTrie.of(mine.values()), HeadsTrie.of(theirs.values()), differences);
    }

    /** Walks; the peer's bytes go through the operator. Returns what was found. */
    private static List<HeadDifference> walk(Two two, Random random, UnaryOperator<byte[]> wire) {
        TrieWalk walk = new TrieWalk(two.mine(), two.theirs().root(), random);
        List<HeadDifference> found = new ArrayList<>();
        for (int calls = 0; !walk.finished(); calls++) {
            assertThat(calls).isLessThan(MOST_CALLS);
            if (walk.next().orElseThrow() instanceof Call.Trie call) {
                List<TriePage> pages =
                        call.prefixes().stream().map(two.theirs()::page).toList();
                byte[] sent = wire.apply(TriePageFormat.write(pages));
                found.addAll(walk.answered(TriePageFormat.read(sent, call.prefixes())));
            }
        }
        return found;
    }

    @Property(tries = 150)
    void findsExactlyTheDifference(
            @ForAll @IntRange(max = 800) int streams, @ForAll @IntRange(max = 150) int changes, @ForAll long seed) {
        Random random = new Random(seed);
        Two two = two(streams, changes, random);
        assertThat(walk(two, random, UnaryOperator.identity())).containsExactlyInAnyOrderElementsOf(two.differences());
    }

    @Property(tries = 300)
    void aPeerThatChangesPagesIsFoundOut(
            @ForAll @IntRange(min = 1, max = 400) int streams,
            @ForAll @IntRange(max = 60) int changes,
            @ForAll long seed) {
        Random random = new Random(seed);
        Two two = two(streams, changes, random);
        UnaryOperator<byte[]> lies = sent -> random.nextInt(3) == 0 ? Hostile.mutated(sent, random) : sent;
        try {
            assertThat(walk(two, random, lies)).containsExactlyInAnyOrderElementsOf(two.differences());
        } catch (MalformedMessageException refused) {
            assertThat(refused).hasMessageContaining("trie").hasNoCause();
        }
    }
}

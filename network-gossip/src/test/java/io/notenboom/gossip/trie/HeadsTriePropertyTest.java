// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HeadsTriePropertyTest {

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static StreamEntry entry(int stream, long seq) {
        return StreamEntry.of(digest("stream " + stream), seq, digest("event " + stream + "/" + seq));
    }

    @Property(tries = 60)
    void theRootDependsOnTheEntriesNotOnTheirOrder(
            @ForAll @IntRange(max = 600) int streams, @ForAll long seed, @ForAll @IntRange(max = 3) int updates) {
        Random random = new Random(seed);
        List<StreamEntry> last = new ArrayList<>();
        List<StreamEntry> history = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            for (int seq = 0; seq < updates; seq++) {
                history.add(entry(stream, seq));
            }
            last.add(entry(stream, updates));
        }
        Collections.shuffle(history, random);
        List<StreamEntry> shuffled = new ArrayList<>(last);
        Collections.shuffle(shuffled, random);
        history.addAll(shuffled);
        HeadsTrie direct = HeadsTrie.of(last);
        HeadsTrie updated = HeadsTrie.of(history);
        assertThat(updated.root()).isEqualTo(direct.root());
        assertThat(updated.streams()).isEqualTo(streams);
        assertThat(updated.events()).isEqualTo((long) streams * (updates + 1));
        assertThat(updated.entries()).isEqualTo(direct.entries()).hasSize(streams);
    }

    @Property(tries = 60)
    void aComparisonFindsExactlyTheStreamsThatDiffer(
            @ForAll @IntRange(max = 700) int streams, @ForAll @IntRange(max = 120) int changes, @ForAll long seed) {
        Random random = new Random(seed);
        Map<Integer, Long> mine = new HashMap<>();
        Map<Integer, Long> theirs = new HashMap<>();
        for (int stream = 0; stream < streams; stream++) {
            mine.put(stream, 5L);
            theirs.put(stream, 5L);
        }
        for (int change = 0; change < changes; change++) {
            Map<Integer, Long> side = random.nextBoolean() ? mine : theirs;
            side.put(random.nextInt(streams + 40), (long) random.nextInt(9));
        }
        Set<Integer> all = new HashSet<>(mine.keySet());
        all.addAll(theirs.keySet());
        Set<HeadDifference> expected = new HashSet<>();
        for (int stream : all) {
            StreamEntry one = mine.containsKey(stream) ? entry(stream, mine.get(stream)) : null;
            StreamEntry other = theirs.containsKey(stream) ? entry(stream, theirs.get(stream)) : null;
            if (one == null || !one.equals(other)) {
                expected.add(new HeadDifference(digest("stream " + stream), one, other));
            }
        }
        assertThat(trie(mine).differences(trie(theirs))).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static HeadsTrie trie(Map<Integer, Long> heads) {
        return HeadsTrie.of(heads.entrySet().stream()
                .map(head -> entry(head.getKey(), head.getValue()))
                .toList());
    }
}

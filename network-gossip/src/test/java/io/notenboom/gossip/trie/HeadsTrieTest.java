// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HeadsTrieTest {

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static StreamEntry entry(int stream) {
        return StreamEntry.of(digest("stream " + stream), 3, digest("event " + stream));
    }

    private static HeadsTrie trie(int streams) {
        return HeadsTrie.of(
                IntStream.range(0, streams).mapToObj(HeadsTrieTest::entry).toList());
    }

    @Test
    void theRootOfAnEmptyTrieIsThatOfALeafWithoutEntries() {
        assertThat(HeadsTrie.empty().root()).isEqualTo(Digest.sha256(new byte[] {0}));
    }

    @Test
    void theRootOfOneStreamIsTheDocumentedHash() {
        StreamEntry forked = new StreamEntry(digest("s"), 0x0102030405L, digest("e"), StreamEntry.FORKED);
        ByteBuffer bytes = ByteBuffer.allocate(73);
        bytes.put((byte) 0).put(digest("s").bytes());
        bytes.put(new byte[] {1, 0, 0, 1, 2, 3, 4, 5}).put(digest("e").bytes());
        assertThat(HeadsTrie.of(List.of(forked)).root()).isEqualTo(Digest.sha256(bytes.array()));
    }

    @Test
    void theRootOfManyStreamsNeverChanges() {
        assertThat(trie(1_000).root().value()).isEqualTo("9GbKyRGaTcOHgvtGsoCI22_HhGyU4xVtHOt2BVG3wss");
    }

    @Test
    void sixteenStreamsAreALeafAndSeventeenABranch() {
        assertThat(trie(16).page("")).isInstanceOf(TriePage.Leaf.class);
        assertThat(trie(17).page("")).isInstanceOf(TriePage.Branch.class);
    }

    @Test
    void anOlderTrieStaysAsItWas() {
        HeadsTrie before = trie(100);
        Digest root = before.root();
        HeadsTrie after = before.with(entry(100));
        assertThat(after.root()).isNotEqualTo(root);
        assertThat(before.root()).isEqualTo(root);
        assertThat(before.get(digest("stream 100"))).isEmpty();
        assertThat(after.get(digest("stream 100"))).contains(entry(100));
    }

    @Test
    void aPageThatIsNotThePromisedOneIsRefused() {
        TrieComparison comparison = new TrieComparison(trie(40));
        HeadsTrie theirs = trie(60);
        TrieComparison.Question question = comparison.begin(theirs.root()).getFirst();
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> comparison.answer(trie(61).page(""), question));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> comparison.answer(theirs.page("a"), question));
    }

    @Test
    void aPageThatPromisesItselfForEverIsRefused() {
        TrieComparison comparison = new TrieComparison(trie(40));
        Map<Integer, Digest> children = Map.of(0, digest("0"), 7, digest("7"));
        TriePage.Branch endless = new TriePage.Branch("0".repeat(TrieComparison.DEEPEST_BRANCH), children);
        TrieComparison.Question question = new TrieComparison.Question(endless.prefix(), TriePageFormat.hash(endless));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> comparison.answer(endless, question))
                .withMessageContaining("deep");
    }

    @Test
    void pagesAreReadAsTheyWereWritten() {
        HeadsTrie trie = trie(300);
        List<String> prefixes = List.of("", "a", "0f", "000000");
        List<TriePage> pages = prefixes.stream().map(trie::page).toList();
        assertThat(TriePageFormat.read(TriePageFormat.write(pages), prefixes)).isEqualTo(pages);
        assertThat(TriePageFormat.hash(pages.getFirst())).isEqualTo(trie.root());
        byte[] bytes = TriePageFormat.write(pages);
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> TriePageFormat.read(bytes, prefixes.subList(0, 3)));
        assertThatExceptionOfType(MalformedMessageException.class)
                .isThrownBy(() -> TriePageFormat.read(Arrays.copyOf(bytes, bytes.length - 1), prefixes));
    }

    @Test
    void theLastSixteenRootsAreKept() {
        LocalHeads heads = new LocalHeads();
        Digest empty = heads.current().root();
        for (int stream = 0; stream < 15; stream++) {
            assertThat(heads.update(List.of(entry(stream)))).isTrue();
        }
        assertThat(heads.at(empty)).isPresent();
        assertThat(heads.update(List.of(entry(3)))).isFalse();
        assertThat(heads.update(List.of(entry(15)))).isTrue();
        assertThat(heads.at(empty)).isEmpty();
        assertThat(heads.at(heads.current().root())).contains(heads.current());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.trie;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.GossipLimits;
import io.notenboom.gossip.protocol.MalformedMessageException;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.testing.Hostile;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Pages of the trie are read as they were written, and prove themselves; whatever else comes is refused. */
class TriePageFormatPropertyTest {

    private static final long MOST_ALLOCATED = 64L * GossipLimits.MAX_TRIE_BYTES;

    private static Digest digest(Random random) {
        byte[] bytes = new byte[Digest.BYTES];
        random.nextBytes(bytes);
        return Digest.of(bytes);
    }

    private static HeadsTrie trie(int streams, Random random) {
        List<StreamEntry> entries = new ArrayList<>();
        for (int i = 0; i < streams; i++) {
            long seq = random.nextLong(StreamEntry.MAX_SEQUENCE + 1);
            entries.add(new StreamEntry(digest(random), seq, digest(random), random.nextInt(2)));
        }
        return HeadsTrie.of(entries);
    }

    private static List<String> prefixes(Random random) {
        List<String> prefixes = new ArrayList<>(List.of(""));
        for (int i = random.nextInt(GossipLimits.MAX_TRIE_PAGES); i > 0; i--) {
            StringBuilder prefix = new StringBuilder();
            for (int digits = random.nextInt(4); digits >= 0; digits--) {
                prefix.append(Integer.toHexString(random.nextInt(16)));
            }
            prefixes.add(prefix.toString());
        }
        return prefixes;
    }

    @Property(tries = 200)
    void pagesAreReadAsTheyWereWritten(@ForAll @IntRange(max = 500) int streams, @ForAll long seed) {
        Random random = new Random(seed);
        HeadsTrie trie = trie(streams, random);
        List<String> prefixes = prefixes(random);
        List<TriePage> pages = prefixes.stream().map(trie::page).toList();
        assertThat(TriePageFormat.read(TriePageFormat.write(pages), prefixes)).isEqualTo(pages);
        assertThat(TriePageFormat.hash(pages.getFirst())).isEqualTo(trie.root());
        for (TriePage page : pages) {
            trie.hashUnder(page.prefix())
                    .ifPresent(hash -> assertThat(TriePageFormat.hash(page)).isEqualTo(hash));
        }
    }

    @Property
    void whatWasChangedIsReadOrRefusedAndNeverTakenForThePromisedPage(
            @ForAll @IntRange(min = 1, max = 100) int streams, @ForAll long seed) {
        Random random = new Random(seed);
        HeadsTrie theirs = trie(streams, random);
        byte[] written = TriePageFormat.write(List.of(theirs.page("")));
        byte[] hostile = Hostile.mutated(written, random);
        TrieComparison comparison = new TrieComparison(HeadsTrie.empty());
        TrieComparison.Question question = comparison.begin(theirs.root()).getFirst();
        try {
            List<TriePage> read = TriePageFormat.read(hostile, List.of(""));
            assertThat(read).hasSize(1);
            List<TrieComparison.Question> next = comparison.answer(read.getFirst(), question);
            assertThat(read).containsExactly(theirs.page(""));
            assertThat(next).hasSizeLessThanOrEqualTo(16);
        } catch (MalformedMessageException refused) {
            assertThat(refused).hasMessageContaining("trie").hasNoCause();
        }
    }

    @Property
    void anythingElseIsRefused(@ForAll byte[] bytes, @ForAll long seed) {
        List<String> prefixes = prefixes(new Random(seed));
        try {
            assertThat(TriePageFormat.read(bytes, prefixes)).hasSameSizeAs(prefixes);
        } catch (MalformedMessageException refused) {
            assertThat(refused).hasMessageContaining("trie").hasNoCause();
        }
    }

    /** Bodies as large as a message may be, all lengths as wrong as they can be. */
    @Example
    void theWorstAnswersCostLittle() {
        Random random = new Random(3);
        List<String> prefixes = Collections.nCopies(GossipLimits.MAX_TRIE_PAGES, "");
        for (int length : new int[] {0, 1, 1 + 16 * TriePageFormat.ENTRY_BYTES, 0x7fff, 0xffff}) {
            byte[] body = new byte[GossipLimits.MAX_BODY_BYTES];
            random.nextBytes(body);
            for (int at = 0; at + 2 < body.length; at += 2 + Math.max(1, length)) {
                body[at] = (byte) (length >> 8);
                body[at + 1] = (byte) length;
                body[at + 2] = (byte) random.nextInt(2);
            }
            Hostile.costsAtMost(MOST_ALLOCATED, () -> {
                try {
                    var unused = TriePageFormat.read(body, prefixes);
                } catch (MalformedMessageException refused) {
                    assertThat(refused).hasNoCause();
                }
            });
        }
    }
}

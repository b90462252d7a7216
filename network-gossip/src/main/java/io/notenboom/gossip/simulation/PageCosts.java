// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.protocol.StreamEntry;
import io.notenboom.gossip.protocol.TriePage;
import io.notenboom.gossip.trie.HeadsTrie;
import io.notenboom.gossip.trie.TrieComparison;
import io.notenboom.gossip.trie.TriePageFormat;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * What walks over the heads trie take, against the table of the design. Where that is above the design's formula, which is an
 * upper bound, the formula is the least that is expected.
 */
public final class PageCosts {

    /** V, round trips of a walk whose every level is one call, and bytes for 1, 10, 100 and 1,000 streams that differ. */
    private record Row(int streams, int roundTrips, List<Integer> bytes) {}

    private static final List<Row> TABLE = List.of(
            new Row(100, 2, List.of(1_100, 4_900, 7_900)),
            new Row(1_000, 3, List.of(1_400, 8_600, 36_000, 83_000)),
            new Row(10_000, 4, List.of(2_000, 12_400, 77_000, 363_000)),
            new Row(100_000, 5, List.of(2_300, 18_800, 122_000, 809_000)));

    /** So many differing streams are walked to for each figure, in walks of their own, because chance decides about few. */
    private static final int WALKED_STREAMS = 200;

    private PageCosts() {}

    /** One walk: its bytes, and how deep it went. */
    private record Walk(long bytes, int levels) {}

    /**
     * Bytes and round trips of walks.
     *
     * @param most rows of the table with more streams are left out
     */
    public static List<Measurement> table(int most) {
        List<Measurement> measured = new ArrayList<>();
        for (Row row : TABLE) {
            if (row.streams() <= most) {
                HeadsTrie mine = HeadsTrie.of(IntStream.range(0, row.streams())
                        .mapToObj(stream -> entry(stream, 1))
                        .toList());
                int differing = 1;
                for (int bytes : row.bytes()) {
                    measured.addAll(walks(row, mine, differing, bytes));
                    differing *= 10;
                }
            }
        }
        return measured;
    }

    private static List<Measurement> walks(Row row, HeadsTrie mine, int differing, int allowed) {
        Random random = new Random(differing);
        int walks = Math.max(1, WALKED_STREAMS / differing);
        long bytes = 0;
        int levels = 0;
        for (int i = 0; i < walks; i++) {
            Walk walk = walk(mine, changed(mine, differing, random));
            bytes += walk.bytes();
            levels = Math.max(levels, walk.levels());
        }
        String name = "pages, V=" + row.streams() + " δ=" + differing;
        double least = Math.min(allowed, Formulas.trie(differing, row.streams()));
        return List.of(
                new Measurement(
                        name,
                        "bytes of a walk",
                        (double) bytes / walks,
                        least * (1 - CostScenarios.TOLERANCE),
                        allowed * (1 + CostScenarios.TOLERANCE)),
                Measurement.atMost(name, "levels of a walk", levels, row.roundTrips()));
    }

    private static HeadsTrie changed(HeadsTrie mine, int differing, Random random) {
        HeadsTrie theirs = mine;
        List<Integer> streams = random.ints(0, mine.streams())
                .distinct()
                .limit(differing)
                .boxed()
                .toList();
        for (int stream : streams) {
            theirs = theirs.with(entry(stream, 2));
        }
        return theirs;
    }

    private static StreamEntry entry(int stream, long seq) {
        return StreamEntry.of(digest("stream " + stream), seq, digest("event " + stream + "/" + seq));
    }

    private static Digest digest(String text) {
        return Digest.sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Walk walk(HeadsTrie mine, HeadsTrie theirs) {
        TrieComparison comparison = new TrieComparison(mine);
        List<TrieComparison.Question> level = comparison.begin(theirs.root());
        long bytes = 0;
        int levels = 0;
        while (!level.isEmpty()) {
            levels++;
            List<TrieComparison.Question> next = new ArrayList<>();
            for (TrieComparison.Question question : level) {
                TriePage page = theirs.page(question.prefix());
                bytes += TriePageFormat.write(List.of(page)).length;
                next.addAll(comparison.answer(page, question));
            }
            level = next;
        }
        return new Walk(bytes, levels);
    }
}

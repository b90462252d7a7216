// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.search.Collector;
import org.apache.lucene.search.LeafCollector;
import org.apache.lucene.search.Scorable;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/**
 * Collects the first hits by score, name, then key. The documents of a part of the index lie in the order of name and key
 * ({@link Generation#ORDER}). So once a hit is too late among those of the lowest score, all behind it with that score are, and
 * the query may skip them: a page of a million hits costs little more than one of twenty.
 */
final class PageCollector implements Collector {

    /** The order of hits. */
    static final Comparator<Hit> ORDER = Comparator.comparingDouble((Hit hit) -> -hit.score())
            .thenComparing(Hit::name)
            .thenComparing(Hit::key);

    private final int number;
    private final @Nullable Hit after;
    private final PriorityQueue<Hit> best = new PriorityQueue<>(ORDER.reversed());

    /**
     * @param number how many hits are wanted
     * @param after only hits behind this one are; null for all
     */
    PageCollector(int number, @Nullable Hit after) {
        this.number = number;
        this.after = after;
    }

    /**
     * A hit.
     *
     * @param document its number in the index
     * @param score as the query gave it
     * @param name sort name
     * @param key sort key
     */
    record Hit(int document, float score, BytesRef name, BytesRef key) {}

    /** The hits, in their order. */
    List<Hit> hits() {
        return best.stream().sorted(ORDER).toList();
    }

    @Override
    public ScoreMode scoreMode() {
        return ScoreMode.TOP_SCORES;
    }

    @Override
    public LeafCollector getLeafCollector(LeafReaderContext part) throws IOException {
        return new Part(part);
    }

    private final class Part implements LeafCollector {

        private final int base;
        private final SortedDocValues names;
        private final SortedDocValues keys;
        private final boolean ordered;
        private @Nullable Scorable scorer;
        private float least;

        Part(LeafReaderContext part) throws IOException {
            this.base = part.docBase;
            this.names = DocValues.getSorted(part.reader(), Fields.SORT_NAME);
            this.keys = DocValues.getSorted(part.reader(), Fields.SORT_KEY);
            this.ordered = Generation.ORDER.equals(part.reader().getMetaData().sort());
        }

        @Override
        public void setScorer(Scorable given) throws IOException {
            scorer = given;
            if (best.size() == number) {
                atLeast(worst().score());
            }
        }

        @Override
        public void collect(int document) throws IOException {
            Scorable given = scorer;
            if (given == null) {
                throw new IllegalStateException("a scorer comes before documents");
            }
            float score = given.score();
            boolean full = best.size() == number;
            if ((full && score < worst().score()) || (after != null && score > after.score())) {
                return;
            }
            Hit hit = new Hit(base + document, score, value(names, document), value(keys, document));
            if (after != null && ORDER.compare(hit, after) <= 0) {
                return;
            }
            if (full && ORDER.compare(hit, worst()) > 0) {
                if (ordered) {
                    atLeast(Math.nextUp(score));
                }
                return;
            }
            if (full) {
                best.poll();
            }
            best.add(hit);
            if (best.size() == number) {
                atLeast(worst().score());
            }
        }

        private void atLeast(float score) throws IOException {
            if (score > least && scorer != null) {
                least = score;
                scorer.setMinCompetitiveScore(score);
            }
        }

        private static BytesRef value(SortedDocValues values, int document) throws IOException {
            return values.advanceExact(document)
                    ? BytesRef.deepCopyOf(values.lookupOrd(values.ordValue()))
                    : new BytesRef();
        }
    }

    private Hit worst() {
        return best.element();
    }
}

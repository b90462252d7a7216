// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import java.io.IOException;
import java.io.UncheckedIOException;
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
 * the query may skip them: a page of a million hits costs little more than one of twenty. Names are read only to compare hits
 * of different parts that have one score.
 */
final class PageCollector implements Collector {

    /** The order of hits. */
    static final Comparator<Hit> ORDER =
            Comparator.comparingDouble((Hit hit) -> -hit.score()).thenComparing(PageCollector::byPlace);

    private final int number;
    private final @Nullable After after;
    private final PriorityQueue<Hit> best = new PriorityQueue<>(ORDER.reversed());

    /**
     * @param number how many hits are wanted
     * @param after only hits behind this one are; null for all
     */
    PageCollector(int number, @Nullable After after) {
        this.number = number;
        this.after = after;
    }

    /**
     * Where a page begins: behind the hit with this score, name and key.
     *
     * @param score as the query gave it
     * @param name sort name
     * @param key sort key
     */
    record After(float score, BytesRef name, BytesRef key) {}

    /** A hit. What it is called is read when it is asked for. */
    static final class Hit {

        private final Part part;
        private final int document;
        private final float score;
        private final int name;
        private final int key;

        private Hit(Part part, int document, float score) throws IOException {
            this.part = part;
            this.document = document;
            this.score = score;
            this.name = part.names.advanceExact(document) ? part.names.ordValue() : -1;
            this.key = part.keys.advanceExact(document) ? part.keys.ordValue() : -1;
        }

        /** Its number in the index. */
        int document() {
            return part.base + document;
        }

        /** As the query gave it. */
        float score() {
            return score;
        }

        /** Sort name. */
        BytesRef name() {
            return value(part.names, name);
        }

        /** Sort key. */
        BytesRef key() {
            return value(part.keys, key);
        }

        private static BytesRef value(SortedDocValues values, int number) {
            try {
                return number < 0 ? new BytesRef() : BytesRef.deepCopyOf(values.lookupOrd(number));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static int byPlace(Hit one, Hit other) {
        if (one.part == other.part) {
            return Integer.compare(one.document, other.document);
        }
        int byName = one.name().compareTo(other.name());
        return byName != 0 ? byName : one.key().compareTo(other.key());
    }

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
        private @Nullable Begin begin;
        private @Nullable Scorable scorer;
        private float least;

        Part(LeafReaderContext part) throws IOException {
            this.base = part.docBase;
            this.names = DocValues.getSorted(part.reader(), Fields.SORT_NAME);
            this.keys = DocValues.getSorted(part.reader(), Fields.SORT_KEY);
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
            if ((full && score < worst().score()) || !isOnPage(document, score)) {
                return;
            }
            Hit hit = new Hit(this, document, score);
            if (full && ORDER.compare(hit, worst()) > 0) {
                atLeast(Math.nextUp(score));
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

        private boolean isOnPage(int document, float score) throws IOException {
            After earlier = after;
            if (earlier == null || score < earlier.score()) {
                return true;
            }
            if (score > earlier.score()) {
                return false;
            }
            if (begin == null) {
                begin = new Begin(names.lookupTerm(earlier.name()), keys.lookupTerm(earlier.key()));
            }
            return begin.isBefore(new Hit(this, document, score));
        }

        private void atLeast(float score) throws IOException {
            if (score > least && scorer != null) {
                least = score;
                scorer.setMinCompetitiveScore(score);
            }
        }
    }

    /**
     * Where a page begins among the documents of a part.
     *
     * @param name number of the name, or what is negative if the part does not have it: then one less than minus the next
     * @param key the same for the key
     */
    private record Begin(int name, int key) {

        boolean isBefore(Hit hit) {
            int byName = compare(hit.name, name);
            return byName > 0 || (byName == 0 && compare(hit.key, key) > 0);
        }

        private static int compare(int value, int sought) {
            return sought >= 0 ? Integer.compare(value, sought) : value >= -sought - 1 ? 1 : -1;
        }
    }

    private Hit worst() {
        return best.element();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import org.apache.lucene.search.CollectionStatistics;
import org.apache.lucene.search.TermStatistics;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.util.SmallFloat;

/**
 * The score of a word is the weight that the query gives it, a little less in a longer name. It takes no statistics of the
 * index: the same query gives the same document the same score, whatever else is indexed. Cursors depend on that.
 */
final class NameSimilarity extends Similarity {

    private static final float PER_WORD = 0.01f;
    private static final int MOST_WORDS = 10;

    NameSimilarity() {
        super(true);
    }

    @Override
    public SimScorer scorer(float boost, CollectionStatistics collection, TermStatistics... terms) {
        return new SimScorer() {
            @Override
            public float score(float frequency, long norm) {
                int words = Math.min(SmallFloat.byte4ToInt((byte) norm), MOST_WORDS);
                return boost * (1 - PER_WORD * Math.max(0, words - 1));
            }
        };
    }
}

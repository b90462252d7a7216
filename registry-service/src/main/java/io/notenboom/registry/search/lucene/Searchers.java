// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.jspecify.annotations.Nullable;

/** Makes searchers that score as {@link NameSimilarity} says and keep no answers: hardly any query comes twice. */
final class Searchers extends SearcherFactory {

    @Override
    public IndexSearcher newSearcher(IndexReader reader, @Nullable IndexReader previous) {
        IndexSearcher searcher = new IndexSearcher(reader);
        searcher.setSimilarity(LuceneOrganisationIndex.SIMILARITY);
        searcher.setQueryCache(null);
        return searcher;
    }
}

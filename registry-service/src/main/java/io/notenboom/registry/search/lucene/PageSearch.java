// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** One page of hits from one searcher. The order is by score, name, then the key of the document. */
final class PageSearch {

    /** What a hit has more whose words are all spelled as they are asked. No other hit reaches it. */
    private static final float STRICT_SCORE = 200;

    /** A word that is in so many names is spelled as it was meant; of others like it those that sound the same are found. */
    private static final int KNOWN = 20;

    private final QueryPlan plan;
    private final Highlight highlight = new Highlight();

    PageSearch(QueryPlan plan) {
        this.plan = plan;
    }

    SearchPage search(IndexSearcher searcher, SearchQuery query, Instant now) throws IOException {
        PageCursor cursor = PageCursor.parse(query);
        Instant asked = query.filter().at();
        Instant at = asked != null ? asked : cursor != null ? Instant.ofEpochSecond(cursor.at()) : now;
        List<Found> found = found(searcher, plan.of(query, at, new IndexSpelling(searcher)), query.limit() + 1, cursor);
        int size = Math.min(query.limit(), found.size());
        List<String> words = plan.words(query.text());
        List<SearchHit> hits = new ArrayList<>();
        for (Found hit : found.subList(0, size)) {
            hits.add(hit(searcher, hit, words));
        }
        boolean more = found.size() > size;
        return new SearchPage(hits, more ? next(query, at, found.get(size - 1)) : null);
    }

    /**
     * What one of the two steps found.
     *
     * @param strict whether it was the first
     */
    private record Found(boolean strict, PageCollector.Hit hit) {}

    private static List<Found> found(
            IndexSearcher searcher, QueryPlan.Steps steps, int number, @Nullable PageCursor cursor) throws IOException {
        List<Found> found = new ArrayList<>();
        boolean inLenient = cursor != null && !cursor.strict();
        if (!inLenient) {
            collect(searcher, steps.strict(), number, cursor).forEach(hit -> found.add(new Found(true, hit)));
        }
        if (found.size() < number) {
            collect(searcher, steps.lenient(), number - found.size(), inLenient ? cursor : null)
                    .forEach(hit -> found.add(new Found(false, hit)));
        }
        return found;
    }

    private record IndexSpelling(IndexSearcher searcher) implements QueryPlan.Spelling {

        @Override
        public boolean isKnown(String word) {
            return documents(Fields.NAME, word) >= KNOWN;
        }

        @Override
        public boolean isName(String whole) {
            return documents(Fields.WHOLE_NAME, whole) > 0;
        }

        private int documents(String field, String text) {
            try {
                return searcher.getIndexReader().docFreq(new Term(field, text));
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
    }

    private static List<PageCollector.Hit> collect(
            IndexSearcher searcher, Query query, int number, @Nullable PageCursor cursor) throws IOException {
        PageCollector.After after = cursor == null
                ? null
                : new PageCollector.After(cursor.score(), new BytesRef(cursor.name()), new BytesRef(cursor.key()));
        return searcher.search(query, new CollectorManager<PageCollector, List<PageCollector.Hit>>() {
            @Override
            public PageCollector newCollector() {
                return new PageCollector(number, after);
            }

            @Override
            public List<PageCollector.Hit> reduce(Collection<PageCollector> collectors) {
                return collectors.stream()
                        .flatMap(collector -> collector.hits().stream())
                        .sorted(PageCollector.ORDER)
                        .limit(number)
                        .toList();
            }
        });
    }

    private static String next(SearchQuery query, Instant at, Found last) {
        return new PageCursor(
                        PageCursor.fingerprint(query),
                        at.getEpochSecond(),
                        last.strict(),
                        last.hit().score(),
                        last.hit().name().utf8ToString(),
                        last.hit().key().utf8ToString())
                .text();
    }

    private SearchHit hit(IndexSearcher searcher, Found found, List<String> words) throws IOException {
        Document stored = searcher.storedFields().document(found.hit().document());
        OrganisationDocument.Label label = DocumentFormat.label(stored);
        Highlight.Marked marked = highlight.mark(words, label.displayName(), label.cityText());
        return new SearchHit(
                DocumentFormat.text(stored, Fields.ORGANISATION),
                DocumentFormat.text(stored, Fields.VENDOR),
                label,
                found.hit().score() + (found.strict() ? STRICT_SCORE : 0),
                marked.matched(),
                marked.html());
    }
}

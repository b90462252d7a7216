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
import java.util.Arrays;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.search.TopFieldDocs;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** One page of hits from one searcher. The order is by score, name, then the key of the document. */
final class PageSearch {

    private static final Sort ORDER = new Sort(
            SortField.FIELD_SCORE,
            new SortField(Fields.SORT_NAME, SortField.Type.STRING),
            new SortField(Fields.SORT_KEY, SortField.Type.STRING));

    /** Nobody is told how many hits there are, so what cannot come on the page need not be counted. */
    private static final int COUNTED = 1;

    /** What a hit has more whose words are all spelled as they are asked. No other hit reaches it. */
    static final float STRICT_SCORE = 200;

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
        List<FieldDoc> found =
                found(searcher, plan.of(query, at, word -> isKnown(searcher, word)), query.limit() + 1, cursor);
        int size = Math.min(query.limit(), found.size());
        List<String> words = plan.words(query.text());
        List<SearchHit> hits = new ArrayList<>();
        for (FieldDoc hit : found.subList(0, size)) {
            hits.add(hit(searcher, hit, words));
        }
        boolean more = found.size() > size;
        return new SearchPage(hits, more ? next(query, at, found.get(size - 1)) : null);
    }

    private static List<FieldDoc> found(
            IndexSearcher searcher, QueryPlan.Steps steps, int number, @Nullable PageCursor cursor) throws IOException {
        List<FieldDoc> found = new ArrayList<>();
        boolean inLenient = cursor != null && cursor.score() < STRICT_SCORE;
        if (!inLenient) {
            found.addAll(found(searcher, steps.strict(), number, cursor));
        }
        if (found.size() < number) {
            found.addAll(found(searcher, steps.lenient(), number - found.size(), inLenient ? cursor : null));
        }
        return found;
    }

    private static boolean isKnown(IndexSearcher searcher, String word) {
        try {
            return searcher.getIndexReader().docFreq(new Term(Fields.NAME, word)) >= KNOWN;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static List<FieldDoc> found(IndexSearcher searcher, Query query, int number, @Nullable PageCursor cursor)
            throws IOException {
        int documents = searcher.getIndexReader().maxDoc();
        if (documents == 0) {
            return List.of();
        }
        FieldDoc after = cursor == null
                ? null
                : new FieldDoc(documents - 1, cursor.score(), new Object[] {
                    cursor.score(), new BytesRef(cursor.name()), new BytesRef(cursor.key())
                });
        TopFieldDocs found = searcher.search(
                query, new TopFieldCollectorManager(ORDER, Math.min(number, documents), after, COUNTED));
        return Arrays.stream(found.scoreDocs).map(FieldDoc.class::cast).toList();
    }

    private static String next(SearchQuery query, Instant at, FieldDoc last) {
        return new PageCursor(
                        PageCursor.fingerprint(query),
                        at.getEpochSecond(),
                        score(last),
                        ((BytesRef) last.fields[1]).utf8ToString(),
                        ((BytesRef) last.fields[2]).utf8ToString())
                .text();
    }

    private static float score(FieldDoc found) {
        return (Float) found.fields[0];
    }

    private SearchHit hit(IndexSearcher searcher, FieldDoc found, List<String> words) throws IOException {
        Document stored = searcher.storedFields().document(found.doc);
        OrganisationDocument.Label label = DocumentFormat.label(stored);
        Highlight.Marked marked = highlight.mark(words, label.displayName(), label.cityText());
        return new SearchHit(
                DocumentFormat.text(stored, Fields.ORGANISATION),
                DocumentFormat.text(stored, Fields.VENDOR),
                label,
                score(found),
                marked.matched(),
                marked.html());
    }
}

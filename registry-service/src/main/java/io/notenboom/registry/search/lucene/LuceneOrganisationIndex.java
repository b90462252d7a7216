// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.analysis.miscellaneous.PerFieldAnalyzerWrapper;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexableField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/** An index in memory; every replacement is followed by a refresh. */
final class LuceneOrganisationIndex implements OrganisationIndex {

    private static final String STORED_NAME = "stored_name";
    private static final String STORED_UNIT = "stored_unit";
    private static final String STORED_CITY = "stored_city";
    private static final String STORED_PROVINCE = "stored_province";
    private static final int SORT_LENGTH = 200;
    private static final Sort ORDER = new Sort(
            SortField.FIELD_SCORE,
            new SortField(Fields.SORT_NAME, SortField.Type.STRING),
            new SortField(Fields.SORT_ORGANISATION, SortField.Type.STRING));

    private final Directory directory = new ByteBuffersDirectory();
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final QueryPlan plan = new QueryPlan();
    private final Highlight highlight = new Highlight();

    LuceneOrganisationIndex() {
        try {
            writer = new IndexWriter(directory, new IndexWriterConfig(analyzer()));
            searchers = new SearcherManager(writer, null);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an index in memory can be opened", impossible);
        }
    }

    private static Analyzer analyzer() {
        Map<String, Analyzer> fields = new TreeMap<>();
        for (Fields.Form form : Fields.Form.values()) {
            NameAnalyzer analyzer = new NameAnalyzer(form);
            fields.put(form.of(Fields.NAME), analyzer);
            fields.put(form.of(Fields.CITY), analyzer);
        }
        return new PerFieldAnalyzerWrapper(new KeywordAnalyzer(), fields);
    }

    @Override
    public void replace(Map<String, List<OrganisationDocument>> documents) {
        try {
            for (Map.Entry<String, List<OrganisationDocument>> organisation : documents.entrySet()) {
                Term all = new Term(Fields.ORGANISATION, organisation.getKey());
                List<Document> current =
                        organisation.getValue().stream().map(this::document).toList();
                if (current.isEmpty()) {
                    writer.deleteDocuments(all);
                } else {
                    writer.updateDocuments(all, current);
                }
            }
            searchers.maybeRefreshBlocking();
        } catch (IOException failure) {
            throw new UncheckedIOException("the index in memory failed", failure);
        }
    }

    private Document document(OrganisationDocument organisation) {
        Document document = new Document();
        String city = organisation.city();
        document.add(new StringField(Fields.ORGANISATION, organisation.organisation(), Field.Store.YES));
        document.add(new StringField(Fields.VENDOR, organisation.vendor(), Field.Store.YES));
        organisation
                .endpointTypes()
                .forEach(type -> document.add(new StringField(Fields.ENDPOINT_TYPE, type, Field.Store.YES)));
        addForms(document, Fields.NAME, organisation.displayName());
        addForms(document, Fields.CITY, city == null ? "" : city);
        Stream.of(organisation.name(), organisation.unit(), organisation.displayName())
                .distinct()
                .forEach(name -> document.add(
                        new StringField(Fields.WHOLE_NAME, String.join(" ", plan.words(name)), Field.Store.NO)));
        document.add(new StoredField(STORED_NAME, organisation.name()));
        document.add(new StoredField(STORED_UNIT, organisation.unit()));
        document.add(new StoredField(STORED_PROVINCE, organisation.province()));
        if (city != null) {
            document.add(new StoredField(STORED_CITY, city));
        }
        document.add(new SortedDocValuesField(
                Fields.SORT_NAME, sortable(String.join(" ", plan.words(organisation.name())))));
        document.add(new SortedDocValuesField(Fields.SORT_ORGANISATION, sortable(organisation.organisation())));
        return document;
    }

    private static void addForms(Document document, String text, String value) {
        for (Fields.Form form : Fields.Form.values()) {
            document.add(new TextField(form.of(text), value, Field.Store.NO));
        }
    }

    private static BytesRef sortable(String text) {
        return new BytesRef(text.length() > SORT_LENGTH ? text.substring(0, SORT_LENGTH) : text);
    }

    @Override
    public SearchPage search(SearchQuery query) {
        PageCursor from = PageCursor.parse(query.cursor());
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                int wanted = from.offset() + query.limit();
                TopDocs found =
                        searcher.search(plan.of(query), Math.min(wanted + 1, PageCursor.MAX_OFFSET), ORDER, true);
                List<SearchHit> hits = new ArrayList<>();
                List<String> words = plan.words(query.text());
                for (int i = from.offset(); i < Math.min(wanted, found.scoreDocs.length); i++) {
                    hits.add(hit(searcher, found.scoreDocs[i], words));
                }
                String next = found.scoreDocs.length > wanted ? new PageCursor(wanted).text() : null;
                return new SearchPage(hits, next);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("the index in memory failed", failure);
        }
    }

    private SearchHit hit(IndexSearcher searcher, ScoreDoc found, List<String> words) throws IOException {
        OrganisationDocument document = read(searcher.storedFields().document(found.doc));
        String city = document.city();
        Highlight.Marked marked = highlight.mark(words, document.displayName(), city == null ? "" : city);
        double score =
                found instanceof FieldDoc fields && fields.fields[0] instanceof Float value ? value : found.score;
        return new SearchHit(document, score, marked.matched(), marked.html());
    }

    private static OrganisationDocument read(Document stored) {
        return new OrganisationDocument(
                text(stored, Fields.ORGANISATION),
                text(stored, Fields.VENDOR),
                text(stored, STORED_NAME),
                text(stored, STORED_UNIT),
                stored.get(STORED_CITY),
                text(stored, STORED_PROVINCE),
                Set.of(stored.getValues(Fields.ENDPOINT_TYPE)));
    }

    private static String text(Document stored, String name) {
        @Nullable IndexableField field = stored.getField(name);
        String value = field == null ? null : field.stringValue();
        return value == null ? "" : value;
    }

    @Override
    public void close() {
        try {
            searchers.close();
            writer.close();
            directory.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("the index in memory failed", failure);
        }
    }
}

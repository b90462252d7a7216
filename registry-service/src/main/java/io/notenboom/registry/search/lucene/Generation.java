// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.IndexStamp;
import io.notenboom.registry.search.OrganisationDocument;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.index.ConcurrentMergeScheduler;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.store.Directory;
import org.jspecify.annotations.Nullable;

/** One index with its files. What was never committed is gone when it is opened again. */
final class Generation implements AutoCloseable {

    /** Version of fields and analysis: an index of another one is built again. */
    static final String SCHEMA = "4";

    /** In which documents lie: by name, then key, as hits of one score come. */
    static final Sort ORDER = new Sort(
            new SortField(Fields.SORT_NAME, SortField.Type.STRING),
            new SortField(Fields.SORT_KEY, SortField.Type.STRING));

    private static final String SCHEMA_KEY = "schema";
    private static final String LOG_INDEX_KEY = "logIndex";
    private static final String HEADS_ROOT_KEY = "headsRoot";
    private static final double BUFFER_MEGABYTES = 48;
    private static final int MORE_MERGES = 5;

    private final long number;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    private final DocumentFormat format;

    private Generation(long number, Directory directory, DocumentFormat format) throws IOException {
        this.number = number;
        this.directory = directory;
        this.format = format;
        ConcurrentMergeScheduler merges = new ConcurrentMergeScheduler();
        merges.setMaxMergesAndThreads(SortedRuns.THREADS + MORE_MERGES, SortedRuns.THREADS);
        this.writer = new IndexWriter(directory, config(BUFFER_MEGABYTES).setMergeScheduler(merges));
        this.searchers = new SearcherManager(writer, new Searchers());
    }

    /** How documents are written; an index that others are put into has to be like them. */
    static IndexWriterConfig config(double bufferMegabytes) {
        return new IndexWriterConfig(new KeywordAnalyzer())
                .setSimilarity(LuceneOrganisationIndex.SIMILARITY)
                .setIndexSort(ORDER)
                .setRAMBufferSizeMB(bufferMegabytes)
                .setCommitOnClose(false);
    }

    /** Opens what is in a directory, which is closed when that fails. */
    static Generation open(GenerationStore store, long number, DocumentFormat format) throws IOException {
        Directory directory = store.open(number);
        try {
            return new Generation(number, directory, format);
        } catch (IOException | RuntimeException failure) {
            directory.close();
            throw failure;
        }
    }

    long number() {
        return number;
    }

    SearcherManager searchers() {
        return searchers;
    }

    /** What the last commit covers; empty without one, or if it is of another version. */
    Optional<IndexStamp> stamp() {
        Map<String, String> data = new HashMap<>();
        Iterable<Map.Entry<String, String>> committed = writer.getLiveCommitData();
        if (committed != null) {
            committed.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
        }
        @Nullable String logIndex = data.get(LOG_INDEX_KEY);
        @Nullable String headsRoot = data.get(HEADS_ROOT_KEY);
        return SCHEMA.equals(data.get(SCHEMA_KEY)) && logIndex != null && headsRoot != null
                ? Optional.of(new IndexStamp(Long.parseLong(logIndex), headsRoot))
                : Optional.empty();
    }

    /** Puts in what was built apart. */
    void take(SortedRuns runs) throws IOException {
        runs.mergeInto(writer);
        searchers.maybeRefreshBlocking();
    }

    synchronized void replace(Map<String, List<OrganisationDocument>> documents) throws IOException {
        for (Map.Entry<String, List<OrganisationDocument>> organisation : documents.entrySet()) {
            writer.deleteDocuments(new Term(Fields.ORGANISATION, organisation.getKey()));
            for (OrganisationDocument document : organisation.getValue()) {
                writer.addDocument(format.document(format.draft(document)));
            }
        }
        searchers.maybeRefreshBlocking();
    }

    void commit(IndexStamp stamp) throws IOException {
        writer.setLiveCommitData(Map.of(
                        SCHEMA_KEY,
                        SCHEMA,
                        LOG_INDEX_KEY,
                        Long.toString(stamp.logIndex()),
                        HEADS_ROOT_KEY,
                        stamp.headsRoot())
                .entrySet());
        writer.commit();
    }

    long documents() {
        return writer.getDocStats().numDocs;
    }

    long bytes() throws IOException {
        long bytes = 0;
        for (String file : directory.listAll()) {
            try {
                bytes += directory.fileLength(file);
            } catch (NoSuchFileException | FileNotFoundException _) {
                continue; // merged away meanwhile
            }
        }
        return bytes;
    }

    /** Reads every file once and compares checksums. */
    void checkIntegrity() throws IOException {
        IndexSearcher searcher = searchers.acquire();
        try {
            for (LeafReaderContext part : searcher.getIndexReader().leaves()) {
                part.reader().checkIntegrity();
            }
        } finally {
            searchers.release(searcher);
        }
    }

    @Override
    public void close() throws IOException {
        try (directory) {
            searchers.close();
            writer.close();
        }
    }
}

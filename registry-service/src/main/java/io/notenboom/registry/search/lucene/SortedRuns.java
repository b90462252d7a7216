// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.OrganisationDocument;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.lucene.index.CodecReader;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FilterDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * Indexes many documents on all processors, at most four. A run of documents is sorted before it is indexed, each by one thread
 * into files of its own: then nothing has to be sorted again when it is written. The more memory the longer are the runs. Few
 * runs become parts of the index as they are, many are first put together. Files are generations without a stamp, so that what
 * a crash leaves is deleted at the next start. Adding is not safe for many threads.
 */
final class SortedRuns implements AutoCloseable {

    /** Threads that index. */
    static final int THREADS = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);

    /** So many runs are not put together. */
    private static final int FEW = 5;

    /** Heap for each document of a run; a third of it is used with two threads, the rest is left to others. */
    private static final long HEAP_PER_DOCUMENT = 16_384;

    /** For so many documents of a run a word is kept. */
    private static final int DOCUMENTS_PER_WORD = 8;

    private static final int SHORTEST = 8_192;
    private static final int LONGEST = 262_144;

    /** No run is written before its end for its size: it is bounded by its length. */
    private static final double BUFFER_MEGABYTES = 1_024;

    private static final long PATIENCE_SECONDS = 10;

    private final GenerationStore store;
    private final LongSupplier numbers;
    private final QueryPlan plan;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("search-runs-", 0).factory());
    private final ExecutorCompletionService<Part> written = new ExecutorCompletionService<>(threads);
    private final List<Part> parts = new ArrayList<>();
    private final Deque<Part> idle = new ArrayDeque<>();
    private final int length;
    private List<OrganisationDocument> run = new ArrayList<>();
    private int busy;

    /**
     * @param numbers gives the numbers of new generations
     * @param length documents of a run
     */
    SortedRuns(GenerationStore store, LongSupplier numbers, QueryPlan plan, int length) {
        this.store = store;
        this.numbers = numbers;
        this.plan = plan;
        this.length = length;
    }

    /** How long runs may be in so many bytes of heap. */
    static int length(long heap) {
        return Math.clamp(heap / HEAP_PER_DOCUMENT, SHORTEST, LONGEST);
    }

    void add(List<OrganisationDocument> documents) throws IOException {
        for (OrganisationDocument document : documents) {
            run.add(document);
            if (run.size() == length) {
                write();
            }
        }
    }

    private void write() throws IOException {
        Part part = part();
        List<OrganisationDocument> taken = run;
        run = new ArrayList<>();
        var unused = written.submit(() -> part.write(taken));
        busy++;
    }

    /** One that no thread writes to: a new one, or when there are enough, the first that is ready. */
    private Part part() throws IOException {
        if (busy == THREADS) {
            await();
        }
        if (!idle.isEmpty()) {
            return idle.pop();
        }
        Part part = Part.open(store, numbers.getAsLong(), new DocumentFormat(plan, length / DOCUMENTS_PER_WORD));
        parts.add(part);
        return part;
    }

    private void await() throws IOException {
        try {
            idle.push(written.take().get());
            busy--;
        } catch (InterruptedException interrupted) {
            throw interrupted();
        } catch (ExecutionException failure) {
            throw failed(failure);
        }
    }

    private static IOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("a build of the search index was stopped");
    }

    private static IOException failed(ExecutionException failure) {
        return new IOException("a thread that builds the search index failed", failure.getCause());
    }

    /** Puts all that was added into an index, as a few parts that are about as large as each other. */
    void mergeInto(IndexWriter index) throws IOException {
        if (!run.isEmpty()) {
            write();
        }
        while (busy > 0) {
            await();
        }
        for (Part part : parts) {
            part.writer.commit();
        }
        List<DirectoryReader> readers = new ArrayList<>();
        try {
            for (Part part : parts) {
                readers.add(DirectoryReader.open(part.writer));
            }
            List<CodecReader> runs = readers.stream()
                    .flatMap(reader -> reader.leaves().stream())
                    .map(LeafReaderContext::reader)
                    .map(CodecReader.class::cast)
                    .sorted(Comparator.comparingInt(CodecReader::maxDoc).reversed())
                    .toList();
            if (runs.size() > FEW) {
                merge(runs, index);
                return;
            }
        } finally {
            IOUtils.close(readers);
        }
        copy(index);
    }

    private void copy(IndexWriter index) throws IOException {
        List<Directory> directories = new ArrayList<>();
        for (Part part : parts) {
            part.writer.close();
            directories.add(part.directory);
        }
        index.addIndexes(directories.toArray(Directory[]::new));
    }

    private void merge(List<CodecReader> runs, IndexWriter index) throws IOException {
        ExecutorCompletionService<Long> merged = new ExecutorCompletionService<>(threads);
        int groups = Math.min(THREADS, runs.size());
        for (int group = 0; group < groups; group++) {
            List<CodecReader> taken = new ArrayList<>();
            for (int i = group; i < runs.size(); i += groups) {
                taken.add(runs.get(i));
            }
            var unused = merged.submit(() -> index.addIndexes(taken.toArray(CodecReader[]::new)));
        }
        for (int group = 0; group < groups; group++) {
            try {
                merged.take().get();
            } catch (InterruptedException interrupted) {
                throw interrupted();
            } catch (ExecutionException failure) {
                throw failed(failure);
            }
        }
    }

    /** Ends the threads and deletes the files. */
    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        try {
            var unused = threads.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        IOUtils.close(parts);
        parts.forEach(part -> store.delete(part.number));
        parts.clear();
    }

    /** Files that need not survive the machine. */
    private static final class Unsynced extends FilterDirectory {

        Unsynced(Directory directory) {
            super(directory);
        }

        @Override
        public void sync(Collection<String> names) {}

        @Override
        public void syncMetaData() {}
    }

    /** What one thread at a time writes to. */
    private static final class Part implements Closeable {

        private final long number;
        private final Directory directory;
        private final IndexWriter writer;
        private final DocumentFormat format;

        private Part(long number, Directory directory, DocumentFormat format) throws IOException {
            this.number = number;
            this.directory = new Unsynced(directory);
            this.format = format;
            IndexWriterConfig config = Generation.config(BUFFER_MEGABYTES)
                    .setMergePolicy(NoMergePolicy.INSTANCE)
                    .setUseCompoundFile(false);
            this.writer = new IndexWriter(this.directory, config);
        }

        static Part open(GenerationStore store, long number, DocumentFormat format) throws IOException {
            Directory directory = store.open(number);
            try {
                return new Part(number, directory, format);
            } catch (IOException | RuntimeException failure) {
                directory.close();
                throw failure;
            }
        }

        Part write(List<OrganisationDocument> documents) throws IOException {
            List<DocumentFormat.Draft> drafts =
                    documents.stream().map(format::draft).sorted().toList();
            for (DocumentFormat.Draft draft : drafts) {
                writer.addDocument(format.document(draft));
            }
            writer.flushNextBuffer();
            return this;
        }

        @Override
        public void close() throws IOException {
            try (directory) {
                writer.rollback();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import io.notenboom.registry.search.IndexFailureException;
import io.notenboom.registry.search.IndexStamp;
import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.similarities.Similarity;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;

/**
 * An index on Lucene: a generation that answers, and perhaps its successor that is being built. A generation counts from its
 * first commit on, so one that was not finished is never used.
 */
final class LuceneOrganisationIndex implements OrganisationIndex {

    /** How words score, when they are indexed and when they are searched. */
    static final Similarity SIMILARITY = new NameSimilarity();

    private static final System.Logger LOG = System.getLogger(LuceneOrganisationIndex.class.getName());

    private final GenerationStore store;
    private final QueryPlan plan = new QueryPlan();
    private final PageSearch pages = new PageSearch(plan);
    private final @Nullable IndexStamp found;
    private volatile Generation current;
    private long last;

    LuceneOrganisationIndex(GenerationStore store) {
        this.store = store;
        try {
            List<Long> numbers = store.numbers();
            last = numbers.isEmpty() ? 0 : numbers.getFirst();
            Generation usable = usable(numbers);
            found = usable == null ? null : usable.stamp().orElse(null);
            current = usable == null ? next() : usable;
            long kept = current.number();
            numbers.stream().filter(number -> number != kept).forEach(store::delete);
        } catch (IOException failure) {
            throw new IndexFailureException("the folder of the search index cannot be used", failure);
        }
    }

    /** The newest generation with a commit of this version that can be read. */
    private @Nullable Generation usable(List<Long> numbers) {
        for (long number : numbers) {
            try {
                Generation generation = Generation.open(store, number, new DocumentFormat(plan));
                if (isUsable(generation)) {
                    return generation;
                }
                generation.close();
            } catch (IOException | RuntimeException damaged) {
                LOG.log(System.Logger.Level.WARNING, "a search index on disk is damaged and is dropped", damaged);
            }
        }
        return null;
    }

    private static boolean isUsable(Generation generation) throws IOException {
        if (generation.stamp().isEmpty()) {
            return false;
        }
        try {
            generation.checkIntegrity();
            return true;
        } catch (IOException | RuntimeException damaged) {
            generation.close();
            throw damaged;
        }
    }

    private Generation next() throws IOException {
        last++;
        return Generation.open(store, last, new DocumentFormat(plan));
    }

    @Override
    public Optional<IndexStamp> found() {
        return Optional.ofNullable(found);
    }

    @Override
    public void replace(Map<String, List<OrganisationDocument>> documents) {
        try {
            current.replace(documents);
        } catch (IOException | AlreadyClosedException failure) {
            throw failed(failure);
        }
    }

    private static IndexFailureException failed(Exception failure) {
        return new IndexFailureException("the files of the search index failed", failure);
    }

    @Override
    public void commit(IndexStamp stamp) {
        try {
            current.commit(stamp);
        } catch (IOException | AlreadyClosedException failure) {
            throw failed(failure);
        }
    }

    @Override
    public SearchPage search(SearchQuery query, Instant now) {
        try {
            Held held = acquire();
            try {
                return pages.search(held.searcher(), query, now);
            } finally {
                held.generation().searchers().release(held.searcher());
            }
        } catch (UncheckedIOException failure) {
            throw failed(failure);
        } catch (IOException | AlreadyClosedException failure) {
            throw failed(failure);
        }
    }

    private record Held(Generation generation, IndexSearcher searcher) {}

    /** A searcher of the current generation; one that was replaced while it was asked is asked no more. */
    private Held acquire() throws IOException {
        while (true) {
            Generation generation = current;
            try {
                return new Held(generation, generation.searchers().acquire());
            } catch (AlreadyClosedException closed) {
                if (generation == current) {
                    throw closed;
                }
            }
        }
    }

    @Override
    public Build build() {
        try {
            return new NextGeneration(next());
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    @Override
    public long documents() {
        return current.documents();
    }

    @Override
    public long bytes() {
        try {
            return current.bytes();
        } catch (IOException | AlreadyClosedException failure) {
            throw failed(failure);
        }
    }

    @Override
    public void close() {
        try {
            current.close();
        } catch (IOException failure) {
            throw failed(failure);
        }
    }

    private void drop(Generation generation) {
        try {
            generation.close();
        } catch (IOException | AlreadyClosedException failure) {
            LOG.log(System.Logger.Level.WARNING, "a search index could not be closed", failure);
        }
        store.delete(generation.number());
    }

    private final class NextGeneration implements Build {

        private final Generation generation;
        private final SortedRuns runs = new SortedRuns(
                store,
                () -> ++last,
                plan,
                SortedRuns.length(Runtime.getRuntime().maxMemory()));
        private boolean taken;
        private boolean finished;

        NextGeneration(Generation generation) {
            this.generation = generation;
        }

        @Override
        public void add(List<OrganisationDocument> documents) {
            if (taken) {
                throw new IllegalStateException("documents are added before they are put together");
            }
            try {
                runs.add(documents);
            } catch (IOException | AlreadyClosedException failure) {
                throw failed(failure);
            }
        }

        @Override
        public void combine() {
            if (taken) {
                return;
            }
            taken = true;
            try {
                generation.take(runs);
            } catch (IOException | AlreadyClosedException failure) {
                throw failed(failure);
            }
            closeRuns();
        }

        private void closeRuns() {
            try {
                runs.close();
            } catch (IOException | AlreadyClosedException failure) {
                LOG.log(System.Logger.Level.WARNING, "parts of a search index could not be closed", failure);
            }
        }

        @Override
        public void replace(Map<String, List<OrganisationDocument>> documents) {
            combine();
            try {
                generation.replace(documents);
            } catch (IOException | AlreadyClosedException failure) {
                throw failed(failure);
            }
        }

        @Override
        public void finish(IndexStamp stamp) {
            combine();
            try {
                generation.commit(stamp);
            } catch (IOException | AlreadyClosedException failure) {
                throw failed(failure);
            }
            Generation old = current;
            current = generation;
            finished = true;
            drop(old);
        }

        @Override
        public void close() {
            closeRuns();
            if (!finished) {
                drop(generation);
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.Period;
import io.notenboom.registry.search.SearchHit;
import io.notenboom.registry.search.SearchPage;
import io.notenboom.registry.search.SearchQuery;
import io.notenboom.testkit.care.SampleOrganisation;
import io.notenboom.testkit.care.SampleOrganisations;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However documents are divided into runs, each is found once, and in the same place. */
class SortedRunsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final int ORGANISATIONS = 2_000;
    private static final List<String> QUERIES =
            List.of("a", "huisarts", "apotheek", "stichting de", "praktik", "ziekenhuys");

    private final GenerationStore.InMemory store = new GenerationStore.InMemory();
    private final QueryPlan plan = new QueryPlan();
    private final AtomicLong numbers = new AtomicLong(1);

    private static List<OrganisationDocument> documents() {
        return new SampleOrganisations(5)
                .organisations(ORGANISATIONS)
                .map(SortedRunsTest::document)
                .toList();
    }

    private static OrganisationDocument document(SampleOrganisation sample) {
        return new OrganisationDocument(
                sample.oid(),
                "urn:oid:1.3.6.1.4.1.54851.4:1",
                "c",
                new OrganisationDocument.Label(sample.name(), sample.name(), sample.city(), sample.province()),
                Set.of(sample.kvk()),
                Period.always(),
                Map.of());
    }

    private Generation built(int length) throws IOException {
        Generation generation = Generation.open(store, numbers.incrementAndGet(), new DocumentFormat(plan));
        try (SortedRuns runs = new SortedRuns(store, numbers::incrementAndGet, plan, length)) {
            List<OrganisationDocument> all = documents();
            for (int from = 0; from < all.size(); from += 300) {
                runs.add(all.subList(from, Math.min(all.size(), from + 300)));
            }
            generation.take(runs);
        }
        return generation;
    }

    /** All hits of a query, page after page. */
    private List<String> walk(IndexSearcher searcher, String text, int limit) throws IOException {
        List<String> seen = new ArrayList<>();
        SearchQuery next = SearchQuery.of(text, limit);
        while (next != null) {
            SearchPage page = new PageSearch(plan).search(searcher, next, NOW);
            page.hits().stream().map(SearchHit::organisation).forEach(seen::add);
            next = page.next() == null ? null : next.after(page.next());
        }
        return seen;
    }

    private List<List<String>> walks(Generation generation, int limit) throws IOException {
        IndexSearcher searcher = generation.searchers().acquire();
        try {
            List<List<String>> walks = new ArrayList<>();
            for (String text : QUERIES) {
                walks.add(walk(searcher, text, limit));
            }
            return walks;
        } finally {
            generation.searchers().release(searcher);
        }
    }

    @ParameterizedTest
    @CsvSource({"2000, 1", "700, 3", "500, 4", "90, many", "37, many"})
    void pagesAreCompleteAndTheSameForRunsOfEveryLength(int length, String parts) throws IOException {
        try (Generation whole = built(ORGANISATIONS);
                Generation divided = built(length)) {
            assertThat(divided.documents()).isEqualTo(ORGANISATIONS);
            List<List<String>> expected = walks(whole, 100);
            assertThat(expected)
                    .allSatisfy(walk -> assertThat(walk).hasSizeGreaterThan(20).doesNotHaveDuplicates());
            assertThat(walks(divided, 7)).isEqualTo(expected);
            assertThat(walks(divided, 100)).isEqualTo(expected);
            IndexSearcher searcher = divided.searchers().acquire();
            try {
                IndexReader reader = searcher.getIndexReader();
                int most = parts.equals("many") ? SortedRuns.THREADS : Integer.parseInt(parts);
                assertThat(reader.leaves()).hasSizeBetween(1, most);
            } finally {
                divided.searchers().release(searcher);
            }
        }
    }

    @Test
    void aLetterFindsEveryNameThatBeginsWithIt() throws IOException {
        try (Generation generation = built(300)) {
            IndexSearcher searcher = generation.searchers().acquire();
            try {
                List<String> expected = documents().stream()
                        .filter(document ->
                                plan
                                        .allWords(document.label().name() + " "
                                                + document.label().cityText())
                                        .stream()
                                        .anyMatch(word -> word.startsWith("z")))
                        .map(OrganisationDocument::organisation)
                        .toList();
                assertThat(walk(searcher, "z", 20)).containsExactlyInAnyOrderElementsOf(expected);
            } finally {
                generation.searchers().release(searcher);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_500})
    void filesOfRunsAreDeleted(int length) throws IOException {
        try (Generation generation = built(length)) {
            assertThat(store.numbers()).containsExactly(generation.number());
        }
    }

    @Test
    void aThreadThatFailsFailsTheBuild() throws IOException {
        Directory directory = store.open(numbers.incrementAndGet());
        directory.close();
        GenerationStore broken = new GenerationStore() {
            @Override
            public List<Long> numbers() {
                return List.of();
            }

            @Override
            public Directory open(long number) {
                return directory;
            }

            @Override
            public void delete(long number) {}
        };
        try (Generation generation = Generation.open(store, numbers.incrementAndGet(), new DocumentFormat(plan));
                SortedRuns runs = new SortedRuns(broken, numbers::incrementAndGet, plan, 100)) {
            assertThatExceptionOfType(AlreadyClosedException.class).isThrownBy(() -> {
                runs.add(documents());
                generation.take(runs);
            });
        }
    }

    @Test
    void theMoreMemoryTheLongerAreTheRuns() {
        assertThat(SortedRuns.length(0)).isEqualTo(8_192);
        assertThat(SortedRuns.length(256L << 20)).isEqualTo(16_384);
        assertThat(SortedRuns.length(4L << 30)).isEqualTo(262_144);
        assertThat(SortedRuns.length(64L << 30)).isEqualTo(262_144);
    }
}

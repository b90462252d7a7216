// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.search.lucene.LuceneIndexes;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The index follows the registry: at start, after commits, when its files fail and while it is built again. */
class IndexedOrganisationsTest {

    private static final Instant NOW = SampleView.START.plusSeconds(1_000);

    @TempDir
    Path folder;

    private final SampleView view = new SampleView();
    private Instant now = NOW;

    /** An index that counts builds, and can be held up or made to fail. */
    private static final class Watched implements OrganisationIndex {

        private final OrganisationIndex index;
        private final AtomicInteger builds = new AtomicInteger();
        private final AtomicBoolean broken = new AtomicBoolean();
        private final CountDownLatch added = new CountDownLatch(1);
        private CountDownLatch goOn = new CountDownLatch(0);

        Watched(OrganisationIndex index) {
            this.index = index;
        }

        private void check() {
            if (broken.get()) {
                throw new IndexFailureException("broken on purpose", new java.io.IOException());
            }
        }

        @Override
        public Optional<IndexStamp> found() {
            return index.found();
        }

        @Override
        public void replace(Map<String, List<OrganisationDocument>> documents) {
            check();
            index.replace(documents);
        }

        @Override
        public void commit(IndexStamp stamp) {
            check();
            index.commit(stamp);
        }

        @Override
        public SearchPage search(SearchQuery query, Instant now) {
            check();
            return index.search(query, now);
        }

        @Override
        public Build build() {
            builds.incrementAndGet();
            Build build = index.build();
            return new Build() {
                @Override
                public void add(List<OrganisationDocument> documents) {
                    build.add(documents);
                    added.countDown();
                    try {
                        assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
                    } catch (InterruptedException interrupted) {
                        Thread.currentThread().interrupt();
                    }
                }

                @Override
                public void combine() {
                    build.combine();
                }

                @Override
                public void replace(Map<String, List<OrganisationDocument>> documents) {
                    build.replace(documents);
                }

                @Override
                public void finish(IndexStamp stamp) {
                    check();
                    build.finish(stamp);
                }

                @Override
                public void close() {
                    build.close();
                }
            };
        }

        @Override
        public long documents() {
            return index.documents();
        }

        @Override
        public long bytes() {
            return index.bytes();
        }

        @Override
        public void close() {
            index.close();
        }
    }

    private final class Node implements AutoCloseable {

        private final Watched index;
        private final IndexedOrganisations search;

        Node(LogEntry... log) {
            index = new Watched(LuceneIndexes.inFolder(folder));
            search = new IndexedOrganisations(index, view, () -> now);
            for (LogEntry entry : log) {
                search.committed(List.of(entry), Set.of("o" + entry.index()));
            }
            search.start();
        }

        void commits(LogEntry entry, String organisation) {
            search.committed(List.of(entry), Set.of(organisation));
        }

        List<String> found(String text) {
            return search.search(SearchQuery.of(text, 10)).hits().stream()
                    .map(SearchHit::organisation)
                    .toList();
        }

        @Override
        public void close() {
            search.close();
            index.close();
        }
    }

    @Test
    void whatIsAcceptedIsFoundAtOnce() {
        try (Node node = new Node(view.name("o0", "Apotheek Eikenhof"))) {
            assertThat(node.found("eikenhof")).containsExactly("o0");
            node.commits(view.name("o1", "Kliniek Beukenrode"), "o1");
            assertThat(node.found("beukenrode")).containsExactly("o1");
            node.commits(view.name("o1", "Kliniek Wilgenstein"), "o1");
            assertThat(node.found("beukenrode")).isEmpty();
            assertThat(node.search.status().state()).isEqualTo(IndexStatus.State.SERVING);
            assertThat(node.search.status().documents()).isEqualTo(2);
        }
    }

    @Test
    void whatHasEndedIsNoLongerFoundWithoutAnyEvent() {
        try (Node node = new Node(view.name("o0", "Apotheek Eikenhof", NOW.plusSeconds(10)))) {
            assertThat(node.found("eikenhof")).containsExactly("o0");
            now = NOW.plusSeconds(10);
            assertThat(node.found("eikenhof")).isEmpty();
        }
    }

    @Test
    void anIndexThatFitsTheLogIsUsedAgain() {
        LogEntry first = view.name("o0", "Apotheek Eikenhof");
        LogEntry second = view.name("o1", "Kliniek Beukenrode");
        try (Node node = new Node(first, second)) {
            assertThat(node.index.builds).hasValue(1);
        }
        LogEntry third = view.name("o2", "Hospice Wilgenstein");
        try (Node node = new Node(first, second, third)) {
            assertThat(node.index.builds).hasValue(0);
            assertThat(node.found("eikenhof")).containsExactly("o0");
            assertThat(node.found("wilgenstein"))
                    .as("came after the last commit")
                    .containsExactly("o2");
        }
        try (Node node = new Node(first, second, third)) {
            assertThat(node.index.builds).hasValue(0);
        }
    }

    @Test
    void anIndexOfAnotherLogIsBuiltAgain() {
        LogEntry first = view.name("o0", "Apotheek Eikenhof");
        LogEntry second = view.name("o1", "Kliniek Beukenrode");
        try (Node node = new Node(first, second)) {
            assertThat(node.found("beukenrode")).hasSize(1);
        }
        try (Node shorter = new Node(first)) {
            assertThat(shorter.index.builds).as("a restored, shorter log").hasValue(1);
        }
        SampleView other = new SampleView();
        LogEntry[] another = {other.name("o0", "Iets anders"), other.name("o1", "Nog iets")};
        try (Node node = new Node(another)) {
            assertThat(node.index.builds).as("another log of the same length").hasValue(1);
        }
    }

    @Test
    void theOldIndexAnswersAndFollowsWhileANewOneIsBuilt() throws Exception {
        try (Node node = new Node(view.name("o0", "Apotheek Eikenhof"))) {
            node.index.goOn = new CountDownLatch(1);
            var build = node.search.rebuild();
            assertThat(node.search.rebuild()).as("one at a time").isSameAs(build);
            node.commits(view.name("o1", "Kliniek Beukenrode"), "o1");
            assertThat(node.found("eikenhof")).containsExactly("o0");
            assertThat(node.found("beukenrode")).containsExactly("o1");
            node.commits(view.name("o2", "Hospice Wilgenstein"), "o2");
            node.index.goOn.countDown();
            build.get(10, TimeUnit.SECONDS);
            assertThat(node.index.builds).hasValue(2);
            assertThat(node.found("eikenhof")).containsExactly("o0");
            assertThat(node.found("beukenrode")).containsExactly("o1");
            assertThat(node.found("wilgenstein")).containsExactly("o2");
        }
    }

    @Test
    void anIndexWhoseFilesFailIsBuiltAgainUntilItWorks() throws Exception {
        try (Node node = new Node(view.name("o0", "Apotheek Eikenhof"))) {
            node.index.broken.set(true);
            assertThatExceptionOfType(SearchUnavailableException.class).isThrownBy(() -> node.found("eikenhof"));
            node.search.rebuild().get(10, TimeUnit.SECONDS);
            assertThat(node.search.status().state()).isEqualTo(IndexStatus.State.BUILDING);
            node.commits(view.name("o1", "Kliniek Beukenrode"), "o1");
            node.index.broken.set(false);
            node.search.commit();
            node.search.rebuild().get(10, TimeUnit.SECONDS);
            assertThat(node.found("eikenhof")).containsExactly("o0");
            assertThat(node.found("beukenrode")).containsExactly("o1");
        }
    }

    @Test
    void aCommitThatFailsLosesNoChange() throws Exception {
        try (Node node = new Node(view.name("o0", "Apotheek Eikenhof"))) {
            node.index.broken.set(true);
            node.commits(view.name("o1", "Kliniek Beukenrode"), "o1");
            node.search.refresh();
            node.index.broken.set(false);
            node.search.commit();
            node.search.rebuild().get(10, TimeUnit.SECONDS);
            assertThat(node.found("beukenrode")).containsExactly("o1");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.search.lucene;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.registry.search.IndexStamp;
import io.notenboom.registry.search.OrganisationDocument;
import io.notenboom.registry.search.OrganisationIndex;
import io.notenboom.registry.search.Period;
import io.notenboom.registry.search.SearchQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an index on disk is worth after a restart, a crash and damage. */
class IndexFolderTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final IndexStamp STAMP = new IndexStamp(17, "root");

    @TempDir
    Path folder;

    private static List<OrganisationDocument> documents(String name) {
        return List.of(new OrganisationDocument(
                "oid of " + name,
                "vendor",
                "contract",
                new OrganisationDocument.Label(name, name, "Zeist", "Utrecht"),
                Set.of(),
                Period.always(),
                Map.of()));
    }

    private static int found(OrganisationIndex index, String text) {
        return index.search(SearchQuery.of(text, 10), NOW).hits().size();
    }

    private void build(String name) {
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            try (OrganisationIndex.Build build = index.build()) {
                build.add(documents(name));
                build.finish(STAMP);
            }
            assertThat(found(index, name)).isEqualTo(1);
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void whatWasCommittedIsThereAfterARestart() throws IOException {
        build("Apotheek Eikenhof");
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            assertThat(index.found()).contains(STAMP);
            assertThat(found(index, "eikenhof")).isEqualTo(1);
            index.replace(Map.of("oid of Kliniek Beukenrode", documents("Kliniek Beukenrode")));
            assertThat(found(index, "beukenrode")).isEqualTo(1);
        }
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            assertThat(found(index, "beukenrode")).as("was not committed").isZero();
            index.replace(Map.of("oid of Kliniek Beukenrode", documents("Kliniek Beukenrode")));
            index.commit(new IndexStamp(18, "other"));
        }
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            assertThat(index.found()).contains(new IndexStamp(18, "other"));
            assertThat(index.documents()).isEqualTo(2);
            assertThat(index.bytes()).isPositive();
        }
        assertThat(Files.list(folder)).hasSize(1);
    }

    @Test
    void theOldIndexAnswersUntilTheNewOneIsFinished() {
        build("Apotheek Eikenhof");
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            try (OrganisationIndex.Build build = index.build()) {
                build.add(documents("Kliniek Beukenrode"));
                assertThat(found(index, "eikenhof")).isEqualTo(1);
                assertThat(found(index, "beukenrode")).isZero();
                build.finish(new IndexStamp(20, "next"));
            }
            assertThat(found(index, "eikenhof")).isZero();
            assertThat(found(index, "beukenrode")).isEqualTo(1);
        }
    }

    @Test
    void aBuildThatWasNotFinishedLeavesNothing() throws IOException {
        build("Apotheek Eikenhof");
        int before = files().size();
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            try (OrganisationIndex.Build build = index.build()) {
                build.add(documents("Kliniek Beukenrode"));
            }
            assertThat(found(index, "eikenhof")).isEqualTo(1);
        }
        assertThat(files()).hasSizeLessThanOrEqualTo(before + 1);
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            assertThat(index.found()).contains(STAMP);
        }
    }

    @Test
    void aGenerationWithoutACommitIsDropped() throws IOException {
        build("Apotheek Eikenhof");
        Files.createDirectories(folder.resolve("generation-99"));
        Files.writeString(folder.resolve("generation-99").resolve("_0.cfs"), "left by a crash");
        try (OrganisationIndex index = LuceneIndexes.inFolder(folder)) {
            assertThat(index.found()).contains(STAMP);
        }
        assertThat(folder.resolve("generation-99")).doesNotExist();
    }

    @Test
    void everyDamagedFileIsNoticedAndTheIndexStartsEmpty() throws IOException {
        build("Apotheek Eikenhof");
        List<Path> files =
                files().stream().filter(file -> !file.endsWith("write.lock")).toList();
        assertThat(files).hasSizeGreaterThan(1);
        for (Path damaged : files) {
            Path generation = damaged.getParent();
            Path copy = Files.createTempDirectory("damaged");
            Path folderOfCopy = Files.createDirectory(copy.resolve(generation.getFileName()));
            for (Path file : files) {
                Files.copy(file, folderOfCopy.resolve(file.getFileName()));
            }
            Path target = folderOfCopy.resolve(damaged.getFileName());
            byte[] bytes = Files.readAllBytes(target);
            bytes[bytes.length / 2] ^= 0x55;
            Files.write(target, bytes);
            try (OrganisationIndex index = LuceneIndexes.inFolder(copy)) {
                assertThat(index.found()).as("%s is damaged", damaged).isEmpty();
                assertThat(found(index, "eikenhof")).isZero();
                index.replace(Map.of("x", documents("Kliniek Beukenrode")));
                assertThat(found(index, "beukenrode")).isEqualTo(1);
            }
        }
    }

    @Test
    void withoutAFolderTheIndexIsInMemory() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        try (OrganisationIndex index = LuceneIndexes.inFolder(file)) {
            assertThat(index.found()).isEmpty();
            index.replace(Map.of("x", documents("Kliniek Beukenrode")));
            assertThat(found(index, "beukenrode")).isEqualTo(1);
        }
    }
}

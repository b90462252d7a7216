// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.AppendTimes;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileEventLogTest {

    @TempDir
    Path folder;

    private final List<UnverifiedEvent> events = LogEvents.chain(600);

    @Test
    void keepsWhatWasAppendedInOrderAcrossRestartsAndBundles() {
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 100);
            append(log, 100, 356);
            append(log, 356, 600);
            assertThat(compacts(log.read(0, 1_000))).isEqualTo(compacts(0, 600));
        }
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(log.size()).isEqualTo(600);
            assertThat(compacts(log.read(0, 1_000))).isEqualTo(compacts(0, 600));
            assertThat(compacts(log.readStream(events.getFirst().id(), 590, 5))).isEqualTo(compacts(590, 595));
            assertThat(log.find(events.get(300).id())).map(LogEntry::index).contains(300L);
        }
        assertThat(folder.resolve("tile/entries/000")).exists();
        assertThat(folder.resolve("tile/entries/001")).exists();
        assertThat(folder.resolve("wal/2.wal")).exists();
        assertThat(folder.resolve("wal/1.wal")).doesNotExist();
    }

    @Test
    void writesNothingWhenTheSizeIsNotTheExpectedOne() {
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 2);
            assertThat(log.append(1, events.subList(2, 3))).isEqualTo(new AppendOutcome.Conflict(2));
            assertThat(log.size()).isEqualTo(2);
        }
    }

    @Test
    void refusesASecondWriter() {
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(log.size()).isZero();
            assertThatThrownBy(() -> open(new DiskMedium()).close()).isInstanceOf(LogFailureException.class);
        }
    }

    @Test
    void cutsOffATornTail() throws IOException {
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 2);
            append(log, 2, 4);
        }
        Path file = folder.resolve("wal/0.wal");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - 7);
        }
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(compacts(log.read(0, 10))).isEqualTo(compacts(0, 2));
            append(log, 2, 4);
        }
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(compacts(log.read(0, 10))).isEqualTo(compacts(0, 4));
        }
    }

    @Test
    void refusesDamageBeforeAcknowledgedEntries() throws IOException {
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 2);
            append(log, 2, 4);
        }
        try (FileChannel channel = FileChannel.open(folder.resolve("wal/0.wal"), StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {'!'}), 40);
        }
        assertThatThrownBy(() -> open(new DiskMedium()).close()).isInstanceOf(LogFailureException.class);
    }

    /** Each of these files holds entries that were acknowledged; without it the log would be cut off in silence. */
    @ParameterizedTest
    @ValueSource(strings = {"tile/entries/000", "tile/entries/001", "wal/2.wal"})
    void refusesAFolderInWhichAFileIsMissing(String missing) throws IOException {
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 600);
        }
        Files.delete(folder.resolve(missing));
        assertThatThrownBy(() -> open(new DiskMedium()).close())
                .isInstanceOf(LogFailureException.class)
                .hasMessageContaining("is missing");
        assertThat(folder.resolve(missing)).doesNotExist();
    }

    @Test
    void storesFullBundlesAsTlogTilesDoes() throws IOException {
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 256);
        }
        ByteBuffer bundle = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("tile/entries/000")));
        int first = events.getFirst().compact().length();
        assertThat(Short.toUnsignedInt(bundle.getShort(0))).isEqualTo(first);
        assertThat(bundle.get(2 + first - 1))
                .isEqualTo((byte) events.getFirst().compact().charAt(first - 1));
    }

    @Test
    void makesATileAgainThatWasDamaged() throws IOException {
        TreeHead head;
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 300);
            head = log.head();
        }
        Path tile = folder.resolve("tile/0/000");
        byte[] right = Files.readAllBytes(tile);
        byte[] wrong = right.clone();
        wrong[33] ^= 1;
        Files.write(tile, wrong);
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(log.head()).isEqualTo(head);
            assertThat(log.tree().root(300)).isEqualTo(head.root());
        }
        assertThat(tile).hasBinaryContent(right);
    }

    @Test
    void hasTheMerkleTreeOfItsEntries() {
        List<Hash> leaves =
                events.stream().map(event -> EntryBundle.leaf(event.compact())).toList();
        MerkleTree expected = MerkleTree.of(leaves);
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 600);
            assertThat(log.head()).isEqualTo(new TreeHead(600, expected.root(600)));
            for (int size : List.of(0, 1, 255, 256, 257, 512, 600)) {
                assertThat(log.tree().root(size)).isEqualTo(expected.root(size));
            }
            assertThat(log.tree().inclusion(300, 600)).isEqualTo(expected.inclusion(300, 600));
            assertThat(log.tree().consistency(255, 600)).isEqualTo(expected.consistency(255, 600));
        }
    }

    @Test
    void tellsHowManyEntriesItHas() {
        try (FileEventLog log = open(new DiskMedium())) {
            append(log, 0, 300);
            assertThat(log.publication().tile(new TileName(0, 1, 44))).isPresent();
            assertThat(log.publication().tile(new TileName(0, 1, 45))).isEmpty();
            assertThat(log.publication().tile(new TileName(TileName.ENTRIES, 1, 44)))
                    .map(bytes -> EntryBundle.decode(bytes.duplicate()))
                    .contains(compacts(256, 300));
            assertThat(log.publication().tile(new TileName(TileName.ENTRIES, 1, 256)))
                    .isEmpty();
        }
    }

    private FileEventLog open(Medium medium) {
        return new FileEventLog(folder, medium, LogEvents::read, AppendTimes.IGNORED);
    }

    private void append(FileEventLog log, int from, int until) {
        List<UnverifiedEvent> part = new ArrayList<>(events.subList(from, until));
        for (int next = 0; next < part.size(); next += 256) {
            List<UnverifiedEvent> batch = part.subList(next, Math.min(part.size(), next + 256));
            assertThat(log.append(from + next, batch)).isEqualTo(new AppendOutcome.Appended(from + next));
        }
    }

    private static List<String> compacts(List<LogEntry> entries) {
        return entries.stream().map(LogEntry::compact).toList();
    }

    private List<String> compacts(int from, int until) {
        return IntStream.range(from, until)
                .mapToObj(index -> events.get(index).compact())
                .toList();
    }
}

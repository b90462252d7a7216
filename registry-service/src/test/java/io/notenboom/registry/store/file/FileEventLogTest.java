// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
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
import org.junit.jupiter.params.provider.CsvSource;
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

    /**
     * The fault table. Each step of an append that completes a bundle fails before or after it took effect; the log is then
     * opened again. What was acknowledged before is there, the new entries are there in whole or in part from the front,
     * and appending goes on.
     */
    @ParameterizedTest(name = "{0} fails {1} it took effect: {2} entries or more")
    @CsvSource({
        "append, BEFORE, 255",
        "append, AFTER, 255",
        "force, BEFORE, 255",
        "force, AFTER, 256",
        "create, BEFORE, 256",
        "create, AFTER, 256",
        "rename, BEFORE, 256",
        "rename, AFTER, 256",
        "syncFolder, BEFORE, 256",
        "syncFolder, AFTER, 256",
        "delete, BEFORE, 256",
        "delete, AFTER, 256",
    })
    void losesNothingThatWasAcknowledged(String step, FaultyMedium.When when, long atLeast) {
        FaultyMedium medium = new FaultyMedium();
        try (FileEventLog log = open(medium)) {
            append(log, 0, 200);
            append(log, 200, 255);
            medium.failNext(step, when);
            assertThatThrownBy(() -> append(log, 255, 260)).isInstanceOf(LogFailureException.class);
            assertThatThrownBy(() -> append(log, 255, 256)).isInstanceOf(LogFailureException.class);
        }
        try (FileEventLog log = open(new DiskMedium())) {
            long size = log.size();
            assertThat(size).isBetween(atLeast, 260L);
            assertThat(compacts(log.read(0, 1_000))).isEqualTo(compacts(0, (int) size));
            append(log, (int) size, 300);
            assertThat(compacts(log.read(0, 1_000))).isEqualTo(compacts(0, 300));
        }
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(compacts(log.read(0, 1_000))).isEqualTo(compacts(0, 300));
        }
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
    void namesTilesAsTlogTilesDoes() {
        assertThat(TilePath.entries(0)).isEqualTo("tile/entries/000");
        assertThat(TilePath.entries(999)).isEqualTo("tile/entries/999");
        assertThat(TilePath.entries(1_234_067)).isEqualTo("tile/entries/x001/x234/067");
    }

    private FileEventLog open(Medium medium) {
        return new FileEventLog(folder, medium, FileEventLogTest::read);
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
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

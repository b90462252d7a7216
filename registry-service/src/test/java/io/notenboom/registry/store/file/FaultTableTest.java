// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.log.AppendOutcome;
import io.notenboom.registry.log.AppendTimes;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import io.notenboom.registry.store.file.FaultyMedium.Fault;
import io.notenboom.registry.store.file.FaultyMedium.When;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.EntryBundle;
import io.notenboom.registry.tlog.Hash;
import io.notenboom.registry.tlog.InvalidNoteException;
import io.notenboom.registry.tlog.MerkleTree;
import io.notenboom.registry.tlog.NoteKey;
import io.notenboom.registry.tlog.TileName;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every step of an append that completes a bundle, and of the publication after it, fails before and after it took effect;
 * the process dies or the power fails. The log is then opened again.
 */
class FaultTableTest {

    private static final List<UnverifiedEvent> EVENTS = LogEvents.chain(300);
    private static final int BEFORE = 255;
    private static final int AFTER = 258;

    /**
     * What has to be there when a step took effect.
     *
     * @param step the step
     * @param entries at least this many entries
     * @param published a checkpoint of at least this size
     */
    private record Row(String step, int entries, int published) {}

    private static final List<Row> TABLE = List.of(
            new Row("append", 255, 255),
            new Row("force", 256, 255),
            new Row("create entries/000.tmp", 256, 255),
            new Row("rename entries/000", 256, 255),
            new Row("syncFolder tile/entries", 256, 255),
            new Row("create 0/000.tmp", 256, 255),
            new Row("rename 0/000", 256, 255),
            new Row("syncFolder tile/0", 256, 255),
            new Row("syncFolder log/wal", 256, 255),
            new Row("delete wal/0.wal", 256, 255),
            new Row("append", 256, 255),
            new Row("force", 258, 255),
            new Row("syncFolder tile/entries", 258, 255),
            new Row("write 001.p/2.tmp", 258, 255),
            new Row("rename 001.p/2", 258, 255),
            new Row("syncFolder tile/0", 258, 255),
            new Row("write 001.p/2.tmp", 258, 255),
            new Row("rename 001.p/2", 258, 255),
            new Row("syncFolder log/tile", 258, 255),
            new Row("syncFolder tile/1", 258, 255),
            new Row("write 000.p/1.tmp", 258, 255),
            new Row("rename 000.p/1", 258, 255),
            new Row("create log/checkpoint.tmp", 258, 255),
            new Row("rename log/checkpoint", 258, 255),
            new Row("syncFolder root/log", 258, 258),
            new Row("delete 000.p/255", 258, 258),
            new Row("delete entries/000.p", 258, 258),
            new Row("delete 000.p/255", 258, 258),
            new Row("delete 0/000.p", 258, 258));

    @TempDir
    Path temporary;

    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> Instant.EPOCH);
    private final KeyId keyId = custodian.create(KeyPurpose.LOG);
    private final NoteKey key = NoteKey.of("example.nl/log", custodian.publicKey(keyId));

    static Stream<Arguments> faults() {
        return IntStream.range(0, TABLE.size()).boxed().flatMap(step -> Stream.of(When.values())
                .flatMap(when -> Stream.of(Fault.values())
                        .map(fault -> Arguments.of(step, TABLE.get(step).step(), when, fault))));
    }

    @Test
    void theTableHasEveryStep() {
        FaultyMedium medium = new FaultyMedium();
        try (FileEventLog log = open(medium)) {
            begin(log);
            medium.failAt(Integer.MAX_VALUE, When.BEFORE, Fault.PROCESS_DIES);
            go(log);
            assertThat(log.failed()).isFalse();
        }
        assertThat(medium.steps())
                .containsExactlyElementsOf(TABLE.stream().map(Row::step).toList());
    }

    @ParameterizedTest(name = "{3} {2} step {0}, {1}")
    @MethodSource("faults")
    void losesNothingThatWasAcknowledgedOrPublished(int step, String name, When when, Fault fault)
            throws IOException, InvalidNoteException {
        FaultyMedium medium = new FaultyMedium();
        try (FileEventLog log = open(medium)) {
            begin(log);
            medium.failAt(step, when, fault);
            assertThatThrownBy(() -> go(log)).isInstanceOf(LogFailureException.class);
        }
        int done = when == When.AFTER ? step : step - 1;
        Row row = done < 0 ? new Row(name, BEFORE, BEFORE) : TABLE.get(done);
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(log.size()).isBetween((long) row.entries(), (long) AFTER);
            assertThat(compacts(log)).isEqualTo(compacts((int) log.size()));
            TreeHead published = Checkpoint.open(checkpoint(log), key).head();
            assertThat(published.size()).isBetween((long) row.published(), log.size());
            append(log, (int) log.size(), 300);
            publish(log);
        }
        try (FileEventLog log = open(new DiskMedium())) {
            assertThat(compacts(log)).isEqualTo(compacts(300));
            assertThat(Checkpoint.open(checkpoint(log), key).head()).isEqualTo(log.head());
        }
        requireWhole();
    }

    /** Everything that a reader of the checkpoint needs is there, and nothing unfinished. */
    private void requireWhole() throws IOException {
        MerkleTree tree = MerkleTree.of(
                EVENTS.stream().map(event -> EntryBundle.leaf(event.compact())).toList());
        for (TileName tile : TileName.added(0, 300)) {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(log().resolve(tile.path())));
            for (int i = 0; tile.level() >= 0 && i < tile.width(); i++) {
                long span = 1L << (8 * tile.level());
                assertThat(Hash.read(bytes))
                        .isEqualTo(
                                tile.level() == 0
                                        ? EntryBundle.leaf(EVENTS.get((int) tile.index() * 256 + i)
                                                .compact())
                                        : tree.root(span));
            }
        }
        try (Stream<Path> files = Files.walk(log())) {
            assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
        }
    }

    private Path log() {
        return temporary.resolve("root/log");
    }

    private FileEventLog open(Medium medium) {
        return new FileEventLog(log(), medium, LogEvents::read, AppendTimes.IGNORED);
    }

    private void begin(FileEventLog log) {
        append(log, 0, 200);
        append(log, 200, BEFORE);
        log.publication().useKey(key.toString());
        publish(log);
    }

    private void go(FileEventLog log) {
        append(log, BEFORE, AFTER);
        publish(log);
    }

    private static void append(FileEventLog log, int from, int until) {
        if (from < until) {
            assertThat(log.append(from, EVENTS.subList(from, until))).isEqualTo(new AppendOutcome.Appended(from));
        }
    }

    private void publish(FileEventLog log) {
        try {
            log.publication()
                    .publish(Checkpoint.sign(
                                    log.head(), List.of(), key, text -> custodian.sign(keyId, KeyPurpose.LOG, text))
                            .note());
        } catch (InvalidNoteException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String checkpoint(FileEventLog log) {
        return log.publication().checkpoint().orElseThrow();
    }

    private static List<String> compacts(FileEventLog log) {
        return log.read(0, 1_000).stream().map(LogEntry::compact).toList();
    }

    private static List<String> compacts(int until) {
        return EVENTS.subList(0, until).stream().map(UnverifiedEvent::compact).toList();
    }
}

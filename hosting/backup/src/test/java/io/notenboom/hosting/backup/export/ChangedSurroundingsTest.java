// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.destination.FolderTarget;
import io.notenboom.hosting.backup.part.Identities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a node whose folder, target or recipients are not what they were. */
class ChangedSurroundingsTest {

    @TempDir
    Path folder;

    private NodeAround around;

    @BeforeEach
    void node() throws IOException {
        around = new NodeAround(folder);
    }

    private Map<String, String> restored(SignedCheckpoint signed, Identities identities) throws IOException {
        return around.restored(signed, identities);
    }

    @Test
    void aFolderWithoutDataIsNotTakenForTheNode() throws IOException {
        var unusedFirst = around.export();
        Files.move(around.node, folder.resolve("unmounted"));
        Files.createDirectories(around.node);
        assertThatThrownBy(() -> around.export()).hasMessageContaining("is it mounted");
        assertThat(around.checkpoints().numbers()).containsExactly(1L);
        assertThat(around.guard.highest().orElseThrow().number()).isEqualTo(1);
    }

    @Test
    void whatIsNoLongerAtTheTargetIsCopiedAgain() throws IOException {
        SignedCheckpoint first = around.export();
        around.target.delete(first.checkpoint().parts().getFirst().name());
        SignedCheckpoint second = around.export();
        assertThat(restored(second, around.identities())).containsEntry("registry/data/log/wal/1.wal", "frame one\n");
        around.target = new FolderTarget(folder.resolve("another target"));
        SignedCheckpoint third = around.export();
        assertThat(restored(third, around.identities())).containsEntry("registry/data/log/wal/1.wal", "frame one\n");
        assertThat(third.checkpoint().previous()).contains(second.asPrevious());
    }

    @Test
    void aNewRecipientReadsTheWholeNextBackup() throws IOException {
        var unusedFirst = around.export();
        Identities.Pair added = Identities.generate();
        around.recipients = List.of(added.recipient(), around.hostKey.recipient());
        assertThat(restored(around.export(), Identities.of(List.of(added.identity()))))
                .containsEntry("registry/data/log/wal/1.wal", "frame one\n");
    }

    @Test
    void aBackupIsAsOldAsItsFirstRecord() throws IOException {
        Instant began = around.now;
        SignedCheckpoint signed = around.exporter(false, 1_000_000, 400)
                .run(Optional.of(unusedConsumer -> around.now = began.plusSeconds(600)), false);
        assertThat(signed.checkpoint().time()).isEqualTo(began);
    }

    @Test
    void theStandingIsThatOfWhatIsInTheBackup() throws IOException {
        String journal = "auth/data/status-lists.journal";
        around.target = new Growing(around.targetFolder, () -> {
            around.append(journal, "taken " + NodeAround.ISSUER + " 7 1\n");
            around.write("registry/data/log/checkpoint", "nuts-registry/n/x\n400\nother=\nstreams 3 x=\n\n");
        });
        SignedCheckpoint signed = around.export();
        Checkpoint.Standing standing = signed.checkpoint().standing();
        assertThat(standing.logEntries()).isEqualTo(304);
        assertThat(standing.statusLists()).singleElement().satisfies(mark -> assertThat(mark.taken())
                .isEqualTo(1));
        assertThat(restored(signed, around.identities()).get(journal)).doesNotContain(" 7 1");
    }

    @Test
    void aBackupThatWasPutAndNotNotedIsTheOneThatTheNextFollows() throws IOException {
        var unusedFirst = around.export();
        byte[] noted = Files.readAllBytes(folder.resolve("work/state/last.json"));
        SignedCheckpoint second = around.export();
        Files.write(folder.resolve("work/state/last.json"), noted);
        SignedCheckpoint third = around.export();
        assertThat(third.checkpoint().number()).isEqualTo(3);
        assertThat(third.checkpoint().previous()).contains(second.asPrevious());
    }

    @Test
    void aBackupOfManyPartsThatAllAreNeededIsNotMadeAnewEachTime() throws IOException {
        SignedCheckpoint first = around.exporter(false, 100, 3).run(Optional.empty(), false);
        assertThat(first.checkpoint().parts()).hasSizeGreaterThan(3);
        SignedCheckpoint second = around.exporter(false, 100, 3).run(Optional.empty(), false);
        assertThat(second.checkpoint().parts()).isEqualTo(first.checkpoint().parts());
    }

    @Test
    void nothingIsDeletedWhileABackupIsMade() throws IOException {
        around.write("registry/data/log/tile/entries/100", "bundle".repeat(50));
        Exporter other = around.exporter(false, 300, 400);
        List<Long> deleted = new ArrayList<>();
        around.target = new Growing(around.targetFolder, () -> deleted.addAll(other.deleteOld(new Retention(1, 0, 0))));
        var unusedFirst = around.exporter(false, 300, 400).run(Optional.empty(), false);
        around.append("registry/data/log/wal/1.wal", "frame two".repeat(100));
        SignedCheckpoint second = around.exporter(false, 300, 400).run(Optional.empty(), true);
        assertThat(deleted).isEmpty();
        assertThat(restored(second, around.identities())).isNotEmpty();
        assertThat(other.deleteOld(new Retention(1, 0, 0))).containsExactly(1L);
        assertThat(restored(second, around.identities())).isNotEmpty();
    }

    @Test
    void whoIsNoRecipientIsToldSo() throws IOException {
        SignedCheckpoint signed = around.export();
        Identities stranger = Identities.of(List.of(Identities.generate().identity()));
        assertThatThrownBy(() -> restored(signed, stranger))
                .isInstanceOf(BackupException.class)
                .hasMessageContaining("is not for this identity");
    }

    /** Something happens in the node whenever a part is put. */
    private static final class Growing extends ForwardingTarget {

        private final Happening happening;

        Growing(Path folder, Happening happening) {
            super(folder);
            this.happening = happening;
        }

        @FunctionalInterface
        interface Happening {
            void happens() throws IOException;
        }

        @Override
        public void put(String name, Path content) throws IOException {
            super.put(name, content);
            if (name.startsWith("parts/")) {
                happening.happens();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.restore.Staging;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {

    @TempDir
    Path folder;

    @Test
    void theLastOfDaysAndWeeksAndTheNewestAreKeptWithAllTheyNeed() throws IOException {
        NodeAround around = new NodeAround(folder);
        List<SignedCheckpoint> made = new ArrayList<>();
        for (int backup = 0; backup < 12; backup++) {
            around.append("registry/data/log/wal/1.wal", "frame " + backup + "\n");
            made.add(around.export());
            around.now = around.now.plus(Duration.ofHours(12));
        }
        List<Long> deleted = new Retention(2, 3, 2).apply(around.target, around.checkpoints());
        assertThat(deleted).isNotEmpty();
        List<Long> left = around.checkpoints().numbers();
        assertThat(left).contains(11L, 12L).doesNotContainAnyElementsOf(deleted).hasSizeBetween(4, 6);
        for (long number : left) {
            Staging staging = new Staging(folder.resolve("verify" + number), around.target, done -> {});
            SignedCheckpoint signed = around.checkpoints().read(number);
            staging.fetch(signed.checkpoint());
            assertThat(staging.assemble(signed.checkpoint(), around.identities())
                            .files())
                    .isNotEmpty();
        }
        assertThat(around.target.list("manifests")).hasSameSizeAs(left);
    }

    @Test
    void nothingIsDeletedWhenACheckpointDoesNotVerify() throws IOException {
        NodeAround around = new NodeAround(folder);
        for (int backup = 0; backup < 3; backup++) {
            var unusedCheckpoint = around.export();
        }
        Files.writeString(around.targetFolder.resolve("checkpoints/0000000002.jws"), "a.b.c");
        assertThatThrownBy(() -> new Retention(1, 0, 0).apply(around.target, around.checkpoints()))
                .isInstanceOf(BackupException.class);
        assertThat(around.checkpoints().numbers()).containsExactly(1L, 2L, 3L);
    }
}

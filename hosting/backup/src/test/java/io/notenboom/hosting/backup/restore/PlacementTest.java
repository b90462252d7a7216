// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlacementTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    /** Killed between two steps, a restore that is run again does not find the keys where they were fetched to. */
    @Test
    void keysOfASealedCustodyAreClaimedBeforeTheyAreInPlace(@TempDir Path folder) throws IOException {
        Path staged = folder.resolve("staged");
        Path node = folder.resolve("node");
        Files.createDirectories(staged.resolve("auth/data"));
        Files.writeString(Files.createDirectories(staged.resolve("custody")).resolve("kabc.key"), "{}");
        Files.writeString(Files.createDirectories(node.resolve("custody")).resolve("in-the-way"), "");
        RestoreRecord record =
                new RestoreRecord("id", RestoreState.PLACING, 1, "", NOW, 1, NOW, RestoreOptions.cautious(), List.of());
        new Placement(node, staged, record).place();
        assertThat(staged.resolve("custody/kabc.claimed")).exists();
        assertThat(node.resolve("custody/kabc.key")).doesNotExist();

        Files.delete(node.resolve("custody/in-the-way"));
        new Placement(node, staged, record).place();
        assertThat(node.resolve("custody/kabc.key")).exists();
        assertThat(node.resolve("custody/kabc.claimed")).exists();
    }
}

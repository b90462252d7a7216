// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.hosting.backup.export.NodeAround;
import io.notenboom.hosting.backup.guard.FileRollbackGuard;
import io.notenboom.hosting.backup.guard.RollbackGuard.Highest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceTest {

    private static final Optional<String> NO = Optional.empty();
    private static final Optional<String> WHY = Optional.of("the newest one was destroyed by the fire");

    @TempDir
    Path folder;

    private NodeAround around;
    private Choice choice;

    @BeforeEach
    void twoBackups() throws IOException {
        around = new NodeAround(folder);
        choice = new Choice(around.checkpoints(), around.guard);
        assertThatThrownBy(() -> choice.choose(OptionalLong.empty(), NO, NO)).hasMessageContaining("no backup");
        var unusedFirst = around.export();
        var unusedSecond = around.export();
    }

    @Test
    void theNewestIsChosenAndAnOlderOneOnlyWithAReason() throws IOException {
        assertThat(choice.choose(OptionalLong.empty(), NO, NO).checkpoint().number())
                .isEqualTo(2);
        assertThatThrownBy(() -> choice.choose(OptionalLong.of(1), NO, NO))
                .hasMessageContaining("older than checkpoint 2");
        assertThat(choice.choose(OptionalLong.of(1), WHY, NO).checkpoint().number())
                .isEqualTo(1);
    }

    @Test
    void whoDeletesTheNewestDoesNotMakeTheOneBeforeTheNewest() throws IOException {
        Files.delete(around.targetFolder.resolve("checkpoints/0000000002.jws"));
        assertThatThrownBy(() -> choice.choose(OptionalLong.empty(), NO, NO)).hasMessageContaining("--older");
    }

    @Test
    void withoutAGuardNothingIsRestoredUnlessSomebodyAnswersForIt() throws IOException {
        Choice unguarded = new Choice(around.checkpoints(), new FileRollbackGuard(folder.resolve("lost")));
        assertThatThrownBy(() -> unguarded.choose(OptionalLong.empty(), NO, NO))
                .hasMessageContaining("--without-guard");
        assertThat(unguarded.choose(OptionalLong.empty(), NO, WHY).checkpoint().number())
                .isEqualTo(2);
    }

    @Test
    void anotherCheckpointOfTheHighestNumberIsNeverRestored() {
        FileRollbackGuard guard = new FileRollbackGuard(folder.resolve("guard2"));
        guard.raise(new Highest(2, "0".repeat(64)));
        assertThatThrownBy(() -> new Choice(around.checkpoints(), guard).choose(OptionalLong.empty(), WHY, WHY))
                .hasMessageContaining("somebody else has the key");
    }

    @Test
    void theGuardOnlyRises() {
        around.guard.raise(new Highest(1, "x"));
        assertThat(around.guard.highest().orElseThrow().number()).isEqualTo(2);
    }
}

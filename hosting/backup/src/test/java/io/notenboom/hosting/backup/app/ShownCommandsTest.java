// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.page.ShownCommand;
import io.notenboom.testkit.page.ShownCommandCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Every command about backups that a page shows is one that the program takes. */
class ShownCommandsTest {

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")));
    private static final int FEWEST = 10;

    @Test
    void pagesShowCommandsAndOptionsThatAreThere() throws IOException {
        List<ShownCommand> shown = ShownCommand.ofRepository(ROOT).stream()
                .filter(command -> command.isOf("backup"))
                .toList();
        assertThat(shown).hasSizeGreaterThan(FEWEST).allSatisfy(command -> assertThat(ShownCommandCheck.problem(
                        BackupCommand.commandLine(ROOT, Clock.systemUTC(), System.out, System.err),
                        command,
                        command.rest()))
                .isEmpty());
    }
}

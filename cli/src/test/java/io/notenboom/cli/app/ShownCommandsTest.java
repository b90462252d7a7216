// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.page.ShownCommand;
import io.notenboom.testkit.page.ShownCommandCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command that a page shows, with its options and arguments, is one that this program takes. */
class ShownCommandsTest {

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")));
    private static final int FEWEST = 60;

    @Test
    void pagesShowCommandsAndOptionsThatAreThere() throws IOException {
        Set<String> own = NotenboomCommand.commandLine(ROOT).getSubcommands().keySet();
        List<String> problems = new ArrayList<>();
        int checked = 0;
        for (ShownCommand shown : ShownCommand.ofRepository(ROOT)) {
            boolean byName = shown.words().stream().limit(1).anyMatch(own::contains);
            if (byName || shown.isOf("cli")) {
                CommandLine program = NotenboomCommand.commandLine(ROOT);
                ShownCommandCheck.problem(program, shown, byName ? shown.words() : shown.rest())
                        .ifPresent(problems::add);
                checked++;
            }
        }
        assertThat(problems).isEmpty();
        assertThat(checked).isGreaterThan(FEWEST);
    }
}

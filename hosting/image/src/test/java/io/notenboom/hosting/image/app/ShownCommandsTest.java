// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.testkit.page.ShownCommand;
import io.notenboom.testkit.page.ShownCommandCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Every command about images that a page shows is one that the program takes. */
class ShownCommandsTest {

    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("notenboom.root")));

    @Test
    void pagesShowCommandsAndOptionsThatAreThere() throws IOException {
        List<ShownCommand> shown = ShownCommand.ofRepository(ROOT).stream()
                .filter(command -> command.isOf("image"))
                .toList();
        assertThat(shown).isNotEmpty().allSatisfy(command -> assertThat(ShownCommandCheck.problem(
                        new CommandLine(new ImageCommand(ROOT, System.out, System.err)), command, command.rest()))
                .isEmpty());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.app.E2eCommand;
import io.notenboom.testkit.page.ShownCommand;
import io.notenboom.testkit.page.ShownCommandCheck;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Every command of this module that a page shows is one that it takes. Tests of the same name in the modules {@code cli},
 * {@code hosting/backup} and {@code hosting/image} look at theirs.
 */
class ShownCommandsTest {

    private static final int FEWEST = 5;

    /** Those of the front door alone, and of the measurements, whose arguments are names. */
    private static final Set<String> WITHOUT_OPTIONS = Set.of("help", "build", "test", "bench");

    private static final Set<String> ELSEWHERE = Set.of(
            "backup",
            "image",
            "cli",
            "up",
            "registry",
            "vault",
            "token",
            "denylist",
            "tls",
            "pdp",
            "auth",
            "pep-selftest",
            "hosting",
            "rotate");

    private final Path root = SourceTree.ofThisBuild().root();

    @Test
    void pagesShowCommandsAndOptionsThatAreThere() throws IOException {
        Set<String> own = E2eCommand.commandLine(root).getSubcommands().keySet();
        List<ShownCommand> shown = ShownCommand.ofRepository(root).stream()
                .filter(command -> !command.words().isEmpty())
                .filter(command -> !WITHOUT_OPTIONS.contains(command.words().getFirst()))
                .filter(command -> !ELSEWHERE.contains(command.words().getFirst()))
                .toList();
        assertThat(shown).hasSizeGreaterThan(FEWEST).allSatisfy(command -> {
            assertThat(own).as(command.place()).contains(command.words().getFirst());
            assertThat(ShownCommandCheck.problem(E2eCommand.commandLine(root), command, command.words()))
                    .isEmpty();
        });
    }
}

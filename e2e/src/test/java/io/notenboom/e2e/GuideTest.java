// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.e2e.drill.guide.GuideDrill;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the operations guide, typed in order, do and print what it says; {@code drill guide} types the slow ones, too. */
class GuideTest {

    /** Written when modules are packaged that this one only starts as programs. */
    private static final List<String> BUILT =
            List.of("cli/target/classpath.txt", "hosting/backup/target/classpath.txt");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void everyCommandOfTheGuideDoesWhatItSays() {
        Path home = Path.of(System.getProperty("notenboom.root"));
        boolean built = BUILT.stream().map(home::resolve).allMatch(Files::isRegularFile);
        if (!built) {
            System.out.println("THE COMMANDS ARE NOT BUILT: the guide is skipped; ./notenboom build builds them");
        }
        Assumptions.assumeTrue(built, "the commands are not built");
        ByteArrayOutputStream narration = new ByteArrayOutputStream();
        int status = new GuideDrill(home, folder).runQuickly(new PrintStream(narration, true, StandardCharsets.UTF_8));
        assertThat(status).as(narration.toString(StandardCharsets.UTF_8)).isZero();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLogTest {

    @TempDir
    Path directory;

    @Test
    void goesOnInTheFileThatIsThere() throws IOException {
        Path file = Files.writeString(directory.resolve("one.log"), "before\n");
        try (ProcessLog log = new ProcessLog(file)) {
            log.add("after");
        }
        assertThat(file).hasContent("before\nafter\n");
    }

    @Test
    void keepsTwoFilesAtMost() throws IOException {
        Path file = directory.resolve("one.log");
        try (ProcessLog log = new ProcessLog(file, 30)) {
            for (int line = 0; line < 100; line++) {
                log.add("0123456789");
            }
        }
        assertThat(Files.size(file)).isLessThanOrEqualTo(40);
        assertThat(Files.size(directory.resolve("one.log.1"))).isLessThanOrEqualTo(40);
        assertThat(directory.toFile().list()).hasSize(2);
    }

    @Test
    void losesLinesThatCannotBeWrittenAndGoesOnAfterwards() throws IOException {
        Path file = directory.resolve("missing/one.log");
        try (ProcessLog log = new ProcessLog(file)) {
            log.add("lost");
            Files.createDirectory(directory.resolve("missing"));
            log.add("kept");
        }
        assertThat(file).hasContent("kept\n");
    }
}

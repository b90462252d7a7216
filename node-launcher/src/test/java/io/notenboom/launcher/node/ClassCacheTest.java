// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassCacheTest {

    private static final String MODULE = "small-node";

    @TempDir
    Path home;

    private Path application;

    @BeforeEach
    void build() throws IOException {
        application = home.resolve(MODULE).resolve("target/quarkus-app");
        for (String file : List.of(
                "quarkus-run.jar",
                "quarkus/generated-bytecode.jar",
                "quarkus/transformed-bytecode.jar",
                "quarkus/quarkus-application.dat",
                "app/small-node.jar",
                "lib/boot/boot.jar",
                "lib/main/service-kit.jar")) {
            write(application.resolve(file), file);
        }
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.writeString(file, content);
    }

    private ClassCache cache() {
        return ClassCache.of(new Distribution(home), MODULE);
    }

    private List<String> command(JavaChoice choice, String... options) {
        return new Distribution(home, choice).command(NodeProgram.small(), List.of(options));
    }

    @Test
    void withoutACacheAProgramStartsAsItWasPackaged() {
        assertThat(command(JavaChoice.CHOSEN_AND_CACHE))
                .endsWith("-jar", application.resolve("quarkus-run.jar").toString())
                .noneMatch(option -> option.contains("AOT"));
    }

    @Test
    void aCacheOfThisBuildIsUsedWithTheClassPathOfWhichItWasMade() throws IOException {
        write(cache().file(), "classes");
        List<String> command = command(JavaChoice.CHOSEN_AND_CACHE);
        assertThat(command).contains("-XX:AOTCache=" + cache().file()).doesNotContain("-jar");
        String classPath = command.get(command.indexOf("-cp") + 1);
        assertThat(classPath.split(File.pathSeparator))
                .extracting(jar -> Path.of(jar).getFileName().toString())
                .as("what was transformed goes before what it was made from")
                .containsExactly(
                        "transformed-bytecode.jar",
                        "generated-bytecode.jar",
                        "small-node.jar",
                        "boot.jar",
                        "service-kit.jar");
        assertThat(command(JavaChoice.CHOSEN)).contains("-jar");
    }

    @Test
    void aCacheOfAnotherBuildIsNotFound() throws IOException {
        Path before = cache().file();
        write(before, "classes");
        write(application.resolve("lib/main/service-kit.jar"), "another build");
        assertThat(cache().file()).isNotEqualTo(before);
        assertThat(command(JavaChoice.CHOSEN_AND_CACHE)).contains("-jar");
    }

    @Test
    void aRunIsRecordedWithTheSameClassPathAndWithoutACache() throws IOException {
        write(cache().file(), "classes");
        List<String> command =
                command(JavaChoice.CHOSEN_AND_CACHE, ClassCache.recording().toArray(new String[0]));
        assertThat(command)
                .containsAll(ClassCache.recording())
                .contains("-cp")
                .noneMatch(option -> option.contains("AOTCache"));
    }

    @Test
    void withoutARecordedRunNoneIsMade() {
        assertThatIOException()
                .isThrownBy(() -> cache().make(home, List.of("java")))
                .withMessageContaining("no run was recorded");
    }

    @Test
    void noServiceAnswersOnWithoutMemoryAndNoneWritesItsHeap() {
        for (JavaChoice choice : JavaChoice.values()) {
            assertThat(command(choice))
                    .contains("-XX:+ExitOnOutOfMemoryError", "-XX:-HeapDumpOnOutOfMemoryError")
                    .noneMatch(option -> option.contains("HeapDumpPath"));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RenderCommandTest {

    private static final Path EXAMPLES =
            Path.of(System.getProperty("notenboom.root", "..")).resolve("docs/examples/kubernetes");

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void rendersTheExamples() throws IOException {
        assertThat(render(EXAMPLES.resolve("customer.yaml"), EXAMPLES.resolve("platform.yaml")))
                .isZero();
        assertThat(folder.resolve("kustomization.yaml")).exists();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("namespace-nuts-c7f3k2.yaml");
        assertThat(Files.readString(folder.resolve("SECRETS.md"))).contains("node-access");
    }

    @Test
    void saysWhatIsWrongAndWritesNothing() throws IOException {
        Path spec = Files.writeString(
                folder.resolve("spec.yaml"),
                Files.readString(EXAMPLES.resolve("customer.yaml")).replace("version: 1.4.0", "version: 9.4.0"));
        assertThat(render(spec, EXAMPLES.resolve("platform.yaml"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("add them to releases");
        assertThat(render(folder.resolve("absent.yaml"), EXAMPLES.resolve("platform.yaml")))
                .isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("there is no file");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "legalName: De Linde\n");
        assertThat(render(bad, EXAMPLES.resolve("platform.yaml"))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("publicHost", "legalName");
        assertThat(render(EXAMPLES.resolve("customer.yaml"), bad)).isEqualTo(2);
        assertThat(folder.resolve("kustomization.yaml")).doesNotExist();
    }

    private int render(Path spec, Path platform) {
        return new CommandLine(new RenderCommand(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8)))
                .execute(spec.toString(), "--platform=" + platform, "--out=" + folder);
    }
}

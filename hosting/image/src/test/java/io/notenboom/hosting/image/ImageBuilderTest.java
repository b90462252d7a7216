// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageBuilderTest {

    @TempDir
    static Path folder;

    private static Program program = new Program("hello", "1.0.0", Path.of("."), List.of());
    private static JavaRuntime runtime = new JavaRuntime(Path.of("."), List.of());
    private static ImageBuilder.Built built = new ImageBuilder.Built("", "");

    @BeforeAll
    static void build() throws Exception {
        program = hello(folder.resolve("app"));
        runtime = JavaRuntime.link(List.of("java.base"), folder.resolve("java"));
        built = new ImageBuilder(runtime, folder.resolve("work"))
                .build(program, "localhost/notenboom/hello:1.0.0", folder.resolve("hello.tar"));
    }

    @Test
    void theSameFilesGiveTheSameDigest() throws Exception {
        Files.setLastModifiedTime(program.folder().resolve("hello.jar"), FileTime.fromMillis(0));
        ImageBuilder.Built again = new ImageBuilder(runtime, folder.resolve("elsewhere"))
                .build(program, "localhost/notenboom/hello:1.0.0", folder.resolve("again.tar"));
        assertThat(again).isEqualTo(built);
        assertThat(new OciLayout(folder.resolve("again.tar")).digest()).isEqualTo(built.digest());
        assertThat(BillOfMaterials.sha256(folder.resolve("again.tar")))
                .isEqualTo(BillOfMaterials.sha256(folder.resolve("hello.tar")));
    }

    @Test
    void runsAsAUserThatMayWriteNothing() throws IOException {
        OciLayout image = image();
        JsonNode config = image.config().get("config");
        assertThat(config.get("User").asText()).isEqualTo("10001:10001");
        assertThat(config.get("WorkingDir").asText()).isEqualTo("/etc/notenboom");
        assertThat(config.at("/Labels/org.opencontainers.image.version").asText())
                .isEqualTo("1.0.0");
        assertThat(image.config().get("created").asText()).isEqualTo("1970-01-01T00:00:00Z");
        for (TarArchiveEntry entry : image.entries()) {
            String name = entry.getName();
            assertThat(entry.getMode() & 07000)
                    .as(name + " is run as another user")
                    .isZero();
            assertThat(entry.getLongUserId()).as(name).isZero();
            assertThat(entry.isSymbolicLink() || entry.isLink()).as(name).isFalse();
            if (!name.matches("tmp/?")) {
                assertThat(entry.getMode() & 0022).as(name + " can be written").isZero();
            }
        }
    }

    @Test
    void holdsNoShellAndNoOtherProgram() throws IOException {
        assertThat(image().entries())
                .extracting(TarArchiveEntry::getName)
                .noneMatch(name -> name.matches(".*(^|/)(sh|bash|busybox|apt|dpkg|curl)$"))
                .contains("opt/notenboom/java/bin/java", "opt/notenboom/app/hello.jar");
    }

    @Test
    void tellsWhatIsInIt() throws IOException {
        String text = image().text(ImageBuilder.BILL_OF_MATERIALS);
        assertThat(text).isEqualTo(built.billOfMaterials());
        JsonNode bom = new ObjectMapper().readTree(text);
        assertThat(bom.get("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(bom.at("/components/1/name").asText()).isEqualTo("greeting");
        assertThat(bom.at("/components/1/hashes/0/content").asText())
                .isEqualTo(BillOfMaterials.sha256(program.folder().resolve("hello.jar")));
    }

    /** The image in a root of its own, as an ordinary user: what is not in it is not there. */
    @Test
    void runs() throws Exception {
        assumeTrue(mayUnshare(), "this machine does not permit user namespaces");
        Path root = folder.resolve("root");
        image().unpack(root);
        Files.createDirectories(root.resolve("proc"));
        Process process = new ProcessBuilder(
                        "unshare",
                        "-Urmpf",
                        "sh",
                        "-c",
                        "mount -t proc proc " + root + "/proc && exec chroot " + root
                                + " /opt/notenboom/java/bin/java -cp '/opt/notenboom/app/*' Hello")
                .redirectErrorStream(true)
                .start();
        assertThat(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("hello from an image");
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> Program.fastJar("auth", "1.0.0", folder.resolve("absent")))
                .hasMessageContaining("run ./notenboom build");
        assertThatThrownBy(() -> Program.jars("operator", "1.0.0", folder.resolve("java"), "Main"))
                .hasMessageContaining("run ./notenboom build");
        assertThatThrownBy(() -> new ImageBuilder(runtime, folder.resolve("work"))
                        .build(program, "No Name", folder.resolve("none.tar")))
                .hasMessageContaining("is no name of an image");
    }

    private static OciLayout image() throws IOException {
        return new OciLayout(folder.resolve("hello.tar"));
    }

    private static boolean mayUnshare() throws Exception {
        return new ProcessBuilder("unshare", "-Urmpf", "true").start().waitFor() == 0;
    }

    private static Program hello(Path folder) throws IOException {
        Files.createDirectories(folder);
        Path source = Files.writeString(
                folder.resolveSibling("Hello.java"),
                "public class Hello { public static void main(String[] a) { System.out.println(\"hello from an image\"); } }");
        JavaCompiler compiler = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler());
        assertThat(compiler.run(null, null, null, source.toString())).isZero();
        try (OutputStream file = Files.newOutputStream(folder.resolve("hello.jar"));
                JarOutputStream jar = new JarOutputStream(file)) {
            for (Map.Entry<String, byte[]> content : Map.of(
                            "Hello.class", Files.readAllBytes(source.resolveSibling("Hello.class")),
                            "META-INF/maven/a/greeting/pom.properties",
                                    "groupId=a\nartifactId=greeting\nversion=1.0.0\n".getBytes(StandardCharsets.UTF_8))
                    .entrySet()) {
                jar.putNextEntry(new JarEntry(content.getKey()));
                jar.write(content.getValue());
                jar.closeEntry();
            }
        }
        return Program.jars("hello", "1.0.0", folder, "Hello");
    }
}

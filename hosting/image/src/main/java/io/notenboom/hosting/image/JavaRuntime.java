// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/**
 * A Java runtime that has the modules which services use and nothing else, and the libraries of the system that it needs: an
 * image with it holds no shell, no package manager and no other program.
 *
 * @param folder the runtime
 * @param libraries libraries of the system, by the path that they have there and in the image
 */
public record JavaRuntime(Path folder, List<Path> libraries) {

    /** Modules that services use. */
    public static final List<String> MODULES = List.of(
            "java.se",
            "jdk.httpserver",
            "jdk.jfr",
            "jdk.management",
            "jdk.naming.dns",
            "jdk.net",
            "jdk.unsupported",
            "jdk.zipfs");

    /**
     * With which options it starts. Little memory for each process; one whose memory ran out ends, and its heap, which has secrets
     * in it, is not written. How large the heap may be is said by who starts the container.
     */
    public static final List<String> OPTIONS = List.of(
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UseCompactObjectHeaders",
            "-Xms16m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:-HeapDumpOnOutOfMemoryError");

    /** Where it is in the image. */
    public static final String HOME = "/opt/notenboom/java";

    private static final List<String> LIBRARIES = List.of(
            "libc.so.6",
            "libm.so.6",
            "libdl.so.2",
            "libpthread.so.0",
            "librt.so.1",
            "libresolv.so.2",
            "libnss_dns.so.2",
            "libnss_files.so.2",
            "libz.so.1",
            "libgcc_s.so.1",
            "libstdc++.so.6");
    private static final List<Path> PLACES =
            List.of(Path.of("/lib/x86_64-linux-gnu"), Path.of("/lib/aarch64-linux-gnu"), Path.of("/lib64"));
    private static final List<Path> LOADERS =
            List.of(Path.of("/lib64/ld-linux-x86-64.so.2"), Path.of("/lib/ld-linux-aarch64.so.1"));

    public JavaRuntime {
        libraries = List.copyOf(libraries);
    }

    /**
     * Links a runtime from the JDK that runs this.
     *
     * @param modules what it has
     * @param folder where it is made; must not be there yet
     * @throws IOException if it cannot be made
     */
    public static JavaRuntime link(List<String> modules, Path folder) throws IOException {
        ToolProvider jlink = ToolProvider.findFirst("jlink")
                .orElseThrow(() -> new IOException("the JDK that runs this has no jlink"));
        StringWriter output = new StringWriter();
        PrintWriter writer = new PrintWriter(output, true);
        int status = jlink.run(
                writer,
                writer,
                "--add-modules",
                String.join(",", modules),
                "--strip-debug",
                "--no-header-files",
                "--no-man-pages",
                "--compress",
                "zip-6",
                "--output",
                folder.toString());
        if (status != 0) {
            throw new IOException("jlink failed: " + output);
        }
        return new JavaRuntime(folder, systemLibraries());
    }

    private static List<Path> systemLibraries() throws IOException {
        List<Path> found = new ArrayList<>();
        found.add(first(LOADERS.stream())
                .orElseThrow(() -> new IOException("this system has no glibc for x86-64 or arm64")));
        for (String name : LIBRARIES) {
            first(PLACES.stream().map(place -> place.resolve(name))).ifPresent(found::add);
        }
        return found;
    }

    private static Optional<Path> first(Stream<Path> files) {
        return files.filter(Files::isRegularFile).findFirst();
    }
}

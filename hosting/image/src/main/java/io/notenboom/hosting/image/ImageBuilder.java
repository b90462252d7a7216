// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Builds an image into a tar of an OCI layout, from files alone: no daemon, no registry, no base image. All files are of root
 * and nobody may write them; the process runs as user 10001. The same files give the same digest.
 */
public final class ImageBuilder {

    /** User and group of the process. */
    public static final String USER = "10001:10001";

    /** Working folder: the configuration is in {@code config} below it. */
    public static final String WORKING_DIRECTORY = "/etc/notenboom";

    /** Where the bill of materials is in the image. */
    public static final String BILL_OF_MATERIALS = "/usr/share/sbom/notenboom.cdx.json";

    private static final FilePermissions READABLE = FilePermissions.fromOctalString("444");
    private static final FilePermissions RUNNABLE = FilePermissions.fromOctalString("555");
    private static final FilePermissions FOLDER = FilePermissions.fromOctalString("555");
    private static final String ACCOUNTS =
            "root:x:0:0::/nonexistent:/nonexistent\n" + "notenboom:x:10001:10001::/nonexistent:/nonexistent\n";
    private static final String GROUPS = "root:x:0:\nnotenboom:x:10001:\n";

    private final JavaRuntime runtime;
    private final Path work;

    /**
     * With a runtime.
     *
     * @param work folder for what is made on the way; may be removed afterwards
     */
    public ImageBuilder(JavaRuntime runtime, Path work) {
        this.runtime = runtime;
        this.work = work;
    }

    /**
     * An image that was built.
     *
     * @param digest digest of its manifest, {@code sha256:…}: with it the image is named
     * @param billOfMaterials what is in it, CycloneDX
     */
    public record Built(String digest, String billOfMaterials) {}

    /**
     * Builds the image of a program.
     *
     * @param reference name of the image, without a digest
     * @param tar file that is written, replaced if it is there
     * @throws IOException if a file cannot be read or written
     */
    public Built build(Program program, String reference, Path tar) throws IOException, InterruptedException {
        Files.createDirectories(work);
        String materials = BillOfMaterials.of(program);
        try {
            JibContainer container = Jib.fromScratch()
                    .setFormat(ImageFormat.OCI)
                    .setPlatforms(Set.of(new Platform(architecture(), "linux")))
                    .setCreationTime(Instant.EPOCH)
                    .setUser(USER)
                    .setWorkingDirectory(AbsoluteUnixPath.get(WORKING_DIRECTORY))
                    .setEntrypoint(Stream.concat(
                                    Stream.of(JavaRuntime.HOME + "/bin/java"),
                                    Stream.concat(JavaRuntime.OPTIONS.stream(), program.command().stream()))
                            .toList())
                    .setLabels(labels(program))
                    .setFileEntriesLayers(system(materials), java(), program(program))
                    .containerize(Containerizer.to(TarImage.at(tar).named(reference))
                            .setBaseImageLayersCache(work.resolve("base"))
                            .setApplicationLayersCache(work.resolve("layers"))
                            .setOfflineMode(true)
                            .setToolName("notenboom"));
            return new Built(container.getDigest().toString(), materials);
        } catch (InvalidImageReferenceException invalid) {
            throw new IllegalArgumentException("'" + reference + "' is no name of an image", invalid);
        } catch (RegistryException | ExecutionException | CacheDirectoryCreationException failure) {
            throw new IOException("the image cannot be built: " + failure.getMessage(), failure);
        }
    }

    private static String architecture() {
        return System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
    }

    private static Map<String, String> labels(Program program) {
        return Map.of(
                "org.opencontainers.image.title",
                "notenboom " + program.name(),
                "org.opencontainers.image.version",
                program.version(),
                "org.opencontainers.image.licenses",
                "Apache-2.0",
                "io.notenboom.sbom",
                BILL_OF_MATERIALS);
    }

    /** Libraries of the system, accounts, folders, and what is in the image. */
    private FileEntriesLayer system(String materials) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName("system");
        for (Path library : runtime.libraries()) {
            add(layer, library.toRealPath(), library.toString(), RUNNABLE);
        }
        add(layer, text("passwd", ACCOUNTS), "/etc/passwd", READABLE);
        add(layer, text("group", GROUPS), "/etc/group", READABLE);
        add(layer, text("nsswitch.conf", "hosts: files dns\n"), "/etc/nsswitch.conf", READABLE);
        add(layer, text("sbom.json", materials), BILL_OF_MATERIALS, READABLE);
        Path empty = Files.createDirectories(work.resolve("empty"));
        add(layer, empty, "/tmp", FilePermissions.fromOctalString("777"));
        add(layer, empty, WORKING_DIRECTORY, FOLDER);
        return layer.build();
    }

    private Path text(String name, String content) throws IOException {
        return Files.writeString(work.resolve(name), content);
    }

    private FileEntriesLayer java() throws IOException {
        return folder("java", runtime.folder(), JavaRuntime.HOME);
    }

    private static FileEntriesLayer program(Program program) throws IOException {
        return folder("app", program.folder(), Program.HOME);
    }

    /** A folder with all below it, in the order of names; links are followed, so that nothing leads elsewhere. */
    private static FileEntriesLayer folder(String name, Path source, String target) throws IOException {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        List<Path> files;
        try (Stream<Path> walk = Files.walk(source, FileVisitOption.FOLLOW_LINKS)) {
            files = walk.sorted().toList();
        }
        for (Path file : files) {
            Path relative = source.relativize(file);
            String path = relative.toString().isEmpty() ? target : target + "/" + relative;
            boolean runs = relative.startsWith("bin") || path.endsWith(".so") || path.endsWith("/jspawnhelper");
            add(layer, file, path, Files.isDirectory(file) ? FOLDER : runs ? RUNNABLE : READABLE);
        }
        return layer.build();
    }

    private static void add(FileEntriesLayer.Builder layer, Path source, String target, FilePermissions permissions) {
        layer.addEntry(source, AbsoluteUnixPath.get(target), permissions, Instant.EPOCH.plusSeconds(1), "0:0");
    }
}

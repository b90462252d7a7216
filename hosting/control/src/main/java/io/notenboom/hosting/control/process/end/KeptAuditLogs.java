// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.process.end;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Copies the audit logs of a node's services, which have to outlive it, before its folder goes. May be repeated, also when the
 * folder is half gone: what was copied stays.
 */
public final class KeptAuditLogs {

    private KeptAuditLogs() {}

    /**
     * Copies {@code <node>/<program>/data/audit} of each program; on disk when it returns.
     *
     * @param node folder of the node; nothing is done if it is not there
     * @param kept where they go, in a folder for each program; for its owner only
     * @return how many files are there now
     */
    public static int keep(Path node, Path kept) {
        try {
            if (Files.isDirectory(node)) {
                try (DirectoryStream<Path> programs = Files.newDirectoryStream(node, Files::isDirectory)) {
                    for (Path program : programs) {
                        copy(program.resolve("data").resolve("audit"), kept.resolve(program.getFileName()));
                    }
                }
            }
            return count(kept);
        } catch (IOException failure) {
            throw new UncheckedIOException("the audit logs of the node cannot be kept in " + kept, failure);
        }
    }

    private static void copy(Path audit, Path kept) throws IOException {
        if (!Files.isDirectory(audit)) {
            return;
        }
        for (Path file : files(audit)) {
            Path target = kept.resolve(audit.relativize(file).toString());
            Path folder = Files.createDirectories(
                    Objects.requireNonNull(target.getParent()),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var _ = Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            force(target);
            force(folder);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static int count(Path kept) throws IOException {
        return Files.isDirectory(kept) ? files(kept).size() : 0;
    }

    private static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.file;

import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.policy.PolicySource;
import io.notenboom.trust.exchange.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The {@code *.json} files of a folder, without subfolders. A folder that does not exist has no files. */
public final class PolicyFolder implements PolicySource {

    private final Path folder;

    /** @param folder where the files are */
    public PolicyFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<PolicyDocument> read() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<PolicyDocument> files = new ArrayList<>();
            for (Path path : entries.filter(PolicyFolder::isPolicy).sorted().toList()) {
                files.add(new PolicyDocument(path.getFileName().toString(), text(path)));
            }
            return files;
        } catch (IOException cause) {
            throw new UncheckedIOException("the policy folder cannot be read: " + folder, cause);
        }
    }

    private static boolean isPolicy(Path path) {
        return Files.isRegularFile(path) && path.toString().endsWith(".json");
    }

    private static String text(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            return new String(in.readNBytes(PolicyFile.MAX_BYTES + 1), StandardCharsets.UTF_8);
        }
    }
}

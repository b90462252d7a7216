// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.file;

import io.notenboom.auth.policy.PolicyDocument;
import io.notenboom.auth.policy.PolicySource;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.trust.exchange.PolicyFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The {@code *.json} files of a folder, for all subjects, and of its folders {@code subjects/<subject>}, for one. A folder
 * that does not exist has no files.
 */
public final class PolicyFolder implements PolicySource {

    private static final String SUBJECTS = "subjects";

    private final Path folder;

    /** @param folder where the files are */
    public PolicyFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public List<PolicyDocument> read() {
        List<PolicyDocument> files = new ArrayList<>();
        try {
            read(folder, null, files);
            for (Path own : entries(folder.resolve(SUBJECTS), Files::isDirectory)) {
                Optional<SubjectId> subject =
                        SubjectId.tryParse(own.getFileName().toString());
                if (subject.isPresent()) {
                    read(own, subject.get(), files);
                }
            }
            return files;
        } catch (IOException cause) {
            throw new UncheckedIOException("the policy folder cannot be read: " + folder, cause);
        }
    }

    private static void read(Path from, @Nullable SubjectId subject, List<PolicyDocument> files) throws IOException {
        String prefix = subject == null ? "" : SUBJECTS + "/" + subject.value() + "/";
        for (Path path : entries(from, PolicyFolder::isPolicy)) {
            files.add(new PolicyDocument(prefix + path.getFileName(), text(path), subject));
        }
    }

    private static List<Path> entries(Path from, Predicate<Path> which) throws IOException {
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(from)) {
            return entries.filter(which).sorted().toList();
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

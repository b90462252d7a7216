// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The permitted Task updates of which the PDP does not know the outcome yet, so that none is forgotten when this process ends:
 * a file for each decision, without a status as long as the FHIR server has not answered. What a method did is on disk when it
 * returns. Methods block; safe for many threads. Without a folder it remembers nothing.
 */
public final class UpdateJournal {

    private static final String SUFFIX = ".update";

    private final @Nullable Path folder;
    private final AtomicBoolean taken = new AtomicBoolean();

    /**
     * @param folder made when it is missing; null = nothing outlives this process
     * @throws UncheckedIOException if the folder cannot be used
     */
    public UpdateJournal(@Nullable Path folder) {
        this.folder = folder;
        if (folder != null) {
            try {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } catch (IOException failure) {
                throw new UncheckedIOException("the folder for updates under way cannot be made: " + folder, failure);
            }
        }
    }

    /** An update was permitted and is about to be sent to the FHIR server. */
    void permitted(String decisionId) {
        write(decisionId, "");
    }

    /** The FHIR server answered. */
    void answered(String decisionId, int status) {
        write(decisionId, Integer.toString(status));
    }

    /** The PDP knows the outcome. */
    void settled(String decisionId) {
        if (folder != null) {
            try {
                Files.deleteIfExists(folder.resolve(decisionId + SUFFIX));
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot delete the journal of decision " + decisionId, failure);
            }
        }
    }

    /** Decision to status of what an earlier process left; for the first caller only. */
    Map<String, OptionalInt> takeLeft() {
        return taken.getAndSet(true) ? Map.of() : outstanding();
    }

    /** How many updates are under way or not confirmed. */
    int size() {
        return outstanding().size();
    }

    private Map<String, OptionalInt> outstanding() {
        Map<String, OptionalInt> outstanding = new TreeMap<>();
        if (folder == null) {
            return outstanding;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(SUFFIX)).toList()) {
                String name = String.valueOf(file.getFileName());
                outstanding.put(name.substring(0, name.length() - SUFFIX.length()), status(file));
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + folder, failure);
        }
        return outstanding;
    }

    private static OptionalInt status(Path file) throws IOException {
        String text = Files.readString(file).strip();
        return text.matches("[1-5][0-9]{2}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }

    private void write(String decisionId, String content) {
        if (folder == null) {
            return;
        }
        Path temporary = folder.resolve(decisionId + ".new");
        try {
            try (FileChannel file = FileChannel.open(
                    temporary,
                    EnumSet.of(
                            StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
                ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.US_ASCII));
                while (bytes.hasRemaining()) {
                    file.write(bytes);
                }
                file.force(true);
            }
            Files.move(
                    temporary,
                    folder.resolve(decisionId + SUFFIX),
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write the journal of decision " + decisionId, failure);
        }
    }
}

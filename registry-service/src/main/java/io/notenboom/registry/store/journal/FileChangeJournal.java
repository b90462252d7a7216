// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.journal;

import io.notenboom.registry.mcsd.ChangeJournal;
import io.notenboom.registry.mcsd.ResourceKey;
import io.notenboom.registry.mcsd.ResourceType;
import io.notenboom.registry.mcsd.Version;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.DiskMedium;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One line for each version: number, type, id, milliseconds, fingerprint, {@code +} or {@code -}. Written anew at each load. */
final class FileChangeJournal implements ChangeJournal {

    private static final System.Logger LOG = System.getLogger(FileChangeJournal.class.getName());
    private static final int COLUMNS = 6;
    private static final String GONE = "-";
    private static final String THERE = "+";

    private final Path file;
    private @Nullable FileChannel channel;

    FileChangeJournal(Path file) {
        this.file = file;
    }

    @Override
    public Collection<Version> load() {
        Map<ResourceKey, Version> versions = new LinkedHashMap<>();
        try {
            if (Files.exists(file)) {
                read(versions);
            }
            rewrite(versions.values());
        } catch (IOException failure) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the directory's journal cannot be used; clients are told all again",
                    failure);
        }
        return List.copyOf(versions.values());
    }

    private void read(Map<ResourceKey, Version> versions) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            String line = lines.readLine();
            while (line != null) {
                Optional<Version> version = parse(line);
                version.ifPresent(found -> versions.merge(
                        found.key(), found, (one, other) -> one.number() > other.number() ? one : other));
                if (version.isEmpty()) {
                    LOG.log(System.Logger.Level.WARNING, "a damaged line of the directory's journal is left out");
                }
                line = lines.readLine();
            }
        }
    }

    private static Optional<Version> parse(String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length != COLUMNS || !(columns[5].equals(GONE) || columns[5].equals(THERE))) {
            return Optional.empty();
        }
        try {
            return ResourceType.of(columns[1])
                    .map(type -> new Version(
                            new ResourceKey(type, columns[2]),
                            Long.parseLong(columns[0]),
                            Instant.ofEpochMilli(Long.parseLong(columns[3])),
                            columns[4],
                            columns[5].equals(GONE)));
        } catch (NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    private void rewrite(Collection<Version> versions) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        new AtomicFile(new DiskMedium()).write(file, lines(versions).getBytes(StandardCharsets.ISO_8859_1));
        channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
    }

    private static String lines(Collection<Version> versions) {
        return versions.stream().map(FileChangeJournal::line).collect(Collectors.joining());
    }

    private static String line(Version version) {
        return String.join(
                        "\t",
                        Long.toString(version.number()),
                        version.key().type().fhirName(),
                        version.key().id(),
                        Long.toString(version.lastUpdated().toEpochMilli()),
                        version.fingerprint(),
                        version.deleted() ? GONE : THERE)
                + "\n";
    }

    @Override
    public void append(List<Version> versions) {
        FileChannel open = channel;
        if (open == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(lines(versions).getBytes(StandardCharsets.ISO_8859_1));
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            open.force(false);
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "the directory's journal could not be written", failure);
        }
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException failure) {
            LOG.log(System.Logger.Level.WARNING, "the directory's journal could not be closed", failure);
        }
    }
}

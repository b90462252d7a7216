// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.event.EventId;
import io.notenboom.registry.log.ForkEvidence;
import io.notenboom.registry.log.ForkEvidenceStore;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.store.disk.AtomicFile;
import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One file for each piece of evidence, {@code <stream>.<sequence>.<other id>}: the accepted id, a line end, the other event. */
final class FileForkEvidenceStore implements ForkEvidenceStore {

    private final Path folder;
    private final AtomicFile files;

    FileForkEvidenceStore(Path folder, Medium medium) {
        this.folder = folder;
        this.files = new AtomicFile(medium);
        try {
            Files.createDirectories(folder, DiskMedium.PRIVATE_FOLDER);
        } catch (IOException e) {
            throw new LogFailureException("the folder of fork evidence cannot be used; check its permissions", e);
        }
    }

    @Override
    public synchronized void add(ForkEvidence evidence) {
        Path file = folder.resolve(evidence.stream() + "." + evidence.sequence() + "." + evidence.other());
        String text = evidence.accepted() + "\n" + evidence.compact();
        try {
            if (!Files.exists(file)) {
                files.write(file, text.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            throw new LogFailureException("fork evidence cannot be written; check the disk", e);
        }
    }

    @Override
    public synchronized List<ForkEvidence> all() {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(file -> !file.toString().endsWith(AtomicFile.UNFINISHED))
                    .map(FileForkEvidenceStore::read)
                    .sorted(Comparator.comparing(ForkEvidence::stream)
                            .thenComparingLong(ForkEvidence::sequence)
                            .thenComparing(ForkEvidence::other))
                    .toList();
        } catch (IOException e) {
            throw new LogFailureException("fork evidence cannot be read; check the disk", e);
        }
    }

    private static ForkEvidence read(Path file) {
        try {
            String[] name = String.valueOf(file.getFileName()).split("\\.", 3);
            String[] lines = Files.readString(file, StandardCharsets.US_ASCII).split("\n", 2);
            EventId other = new EventId(name[2]);
            String compact = lines[1];
            if (!EventId.ofSigningInput(compact.substring(0, compact.lastIndexOf('.')))
                    .equals(other)) {
                throw new IllegalArgumentException("the event is another one than the name of the file says");
            }
            return new ForkEvidence(
                    new EventId(name[0]), Long.parseLong(name[1]), new EventId(lines[0]), other, compact);
        } catch (IOException | RuntimeException e) {
            throw new LogFailureException("fork evidence " + file.getFileName() + " is damaged", e);
        }
    }
}

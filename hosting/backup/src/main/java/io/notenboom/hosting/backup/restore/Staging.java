// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.BackedUpFile;
import io.notenboom.hosting.backup.checkpoint.BackupJson;
import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.Manifest;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.file.Hashing;
import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.part.Part;
import io.notenboom.hosting.backup.part.PartReader;
import io.notenboom.hosting.backup.part.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Fetches a backup into a folder and puts its files together there; nothing is where a node would find it. Parts that were
 * fetched before stay, so a fetch that was killed goes on. Everything is compared with what was signed.
 */
public final class Staging {

    private static final int MAX_MANIFEST = 512 * 1024 * 1024;
    private static final int BUFFER = 65_536;

    private final Path folder;
    private final PartReader reader;
    private final Consumer<String> progress;

    /**
     * Works in a folder.
     *
     * @param folder of its own
     * @param progress is told what is being done
     */
    public Staging(Path folder, BackupTarget target, Consumer<String> progress) {
        this.folder = folder;
        this.reader = new PartReader(target);
        this.progress = progress;
    }

    /** Folder in which the files are. */
    public Path files() {
        return folder.resolve("files");
    }

    /**
     * Fetches all parts of a backup as they are at the target, without reading them.
     *
     * @throws BackupException if one is missing or another
     */
    public void fetch(Checkpoint checkpoint) throws IOException {
        List<Part> parts = new ArrayList<>(checkpoint.parts());
        parts.add(checkpoint.manifest());
        int done = 0;
        for (Part part : parts) {
            Path sealed = sealed(part);
            if (!Files.exists(sealed)
                    || Files.size(sealed) != part.bytes()
                    || !Hashing.of(sealed).equals(part.sha256())) {
                DurableFiles.folder(folder.resolve("sealed"));
                reader.fetch(part, sealed);
            }
            done++;
            progress.accept("fetched " + done + " of " + parts.size() + " parts");
        }
    }

    /**
     * Decrypts what was fetched and puts the files together, instead of those that an earlier call left.
     *
     * @throws BackupException if anything is not what was signed
     */
    public Manifest assemble(Checkpoint checkpoint, Identities identities) throws IOException {
        DurableFiles.deleteFolder(files());
        DurableFiles.folder(files());
        Path plain = folder.resolve("plain");
        try {
            PartReader.open(checkpoint.manifest(), sealed(checkpoint.manifest()), identities, plain);
            Manifest manifest = BackupJson.read(
                    Files.readAllBytes(plain), MAX_MANIFEST, Manifest.class, "the list of files of the backup");
            requireSame(checkpoint, manifest);
            Map<String, List<Piece>> pieces = pieces(manifest);
            for (Part part : checkpoint.parts()) {
                PartReader.open(part, sealed(part), identities, plain);
                write(plain, part, pieces.getOrDefault(part.name(), List.of()));
            }
            for (BackedUpFile file : manifest.files()) {
                requireComplete(file);
            }
            progress.accept("put " + manifest.files().size() + " files together");
            return manifest;
        } finally {
            Files.deleteIfExists(plain);
        }
    }

    /** Removes everything. */
    public void delete() throws IOException {
        DurableFiles.deleteFolder(folder);
    }

    private Path sealed(Part part) {
        return folder.resolve("sealed").resolve(part.name().replace('/', '-'));
    }

    private static void requireSame(Checkpoint checkpoint, Manifest manifest) {
        if (manifest.number() != checkpoint.number() || !manifest.parts().equals(checkpoint.parts())) {
            throw new BackupException("the list of files is of another backup than its checkpoint");
        }
    }

    private record Piece(BackedUpFile file, Slice slice, long at) {}

    private static Map<String, List<Piece>> pieces(Manifest manifest) {
        Map<String, List<Piece>> pieces = new HashMap<>();
        for (BackedUpFile file : manifest.files()) {
            long at = 0;
            for (Slice slice : file.slices()) {
                pieces.computeIfAbsent(slice.part(), part -> new ArrayList<>()).add(new Piece(file, slice, at));
                at += slice.length();
            }
        }
        return pieces;
    }

    private void write(Path plain, Part part, List<Piece> pieces) throws IOException {
        try (FileChannel from = FileChannel.open(plain, StandardOpenOption.READ)) {
            for (Piece piece : pieces) {
                if (piece.slice().offset() + piece.slice().length() > part.plainBytes()) {
                    throw new BackupException("a file of the backup lies outside of its part");
                }
                Path file = path(piece.file());
                DurableFiles.folder(Objects.requireNonNull(file.getParent()));
                try (FileChannel to = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                    copy(from, piece, to);
                }
            }
        }
    }

    private static void copy(FileChannel from, Piece piece, FileChannel to) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        long done = 0;
        while (done < piece.slice().length()) {
            buffer.clear().limit((int) Math.min(BUFFER, piece.slice().length() - done));
            int read = from.read(buffer, piece.slice().offset() + done);
            if (read < 0) {
                throw new BackupException("a part of the backup is shorter than what was signed");
            }
            buffer.flip();
            for (long written = 0; buffer.hasRemaining(); ) {
                written += to.write(buffer, piece.at() + done + written);
            }
            done += read;
        }
    }

    private void requireComplete(BackedUpFile file) throws IOException {
        Path path = path(file);
        if (file.size() == 0) {
            DurableFiles.folder(Objects.requireNonNull(path.getParent()));
            Files.write(path, new byte[0]);
        }
        if (Files.size(path) != file.size() || !Hashing.of(path).equals(file.sha256())) {
            throw new BackupException("a file of the backup is not what was signed: " + file.path());
        }
        DurableFiles.sync(path);
    }

    private Path path(BackedUpFile file) {
        Path path = files().resolve(file.path()).normalize();
        if (!path.startsWith(files())) {
            throw new BackupException("a file of the backup leads elsewhere");
        }
        return path;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.key.KeyId;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The files of a sealed-file custodian: {@code seal.json}, one {@code <kid>.key} for each key and one {@code <kid>.claimed}
 * for each key in use. Only the owner can read them. Every change is atomic and durable when the method returns; many
 * processes may work in one folder.
 */
final class CustodyFolder {

    private static final String SEAL = "seal.json";
    private static final String KEY = ".key";
    private static final String CLAIMED = ".claimed";
    private static final int MAX_FILE_BYTES = 16_384;
    private static final Set<PosixFilePermission> FOLDER_MODE = PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<?> FILE_MODE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final Path folder;

    private CustodyFolder(Path folder) {
        this.folder = folder;
    }

    /** Opens the folder, creates it if it is missing, and closes it to others than its owner. */
    static CustodyFolder open(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, FOLDER_MODE);
            return new CustodyFolder(folder);
        } catch (IOException e) {
            throw new CustodyException("the custody folder cannot be opened", e);
        }
    }

    /** The seal file; empty if the folder is new. */
    Optional<byte[]> seal() {
        return read(folder.resolve(SEAL));
    }

    /** Stores the seal file unless there is one already; answers the one that counts. */
    byte[] sealOnce(byte[] content) {
        try {
            Path temporary = temporary(content);
            try {
                Files.createLink(folder.resolve(SEAL), temporary);
            } catch (FileAlreadyExistsException e) {
                // another process was first: its seal counts
            } finally {
                Files.delete(temporary);
            }
            sync();
        } catch (IOException e) {
            throw new CustodyException("the seal file cannot be written", e);
        }
        return seal().orElseThrow(() -> new CustodyException("the seal file vanished"));
    }

    /** The ids of all keys. */
    Set<KeyId> keys() {
        Set<KeyId> ids = new TreeSet<>((one, other) -> one.value().compareTo(other.value()));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + KEY)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                ids.add(new KeyId(name.substring(0, name.length() - KEY.length())));
            }
            return ids;
        } catch (IOException | DirectoryIteratorException | IllegalArgumentException e) {
            throw new CustodyException("the custody folder cannot be read", e);
        }
    }

    boolean holds(KeyId keyId) {
        return Files.exists(keyFile(keyId));
    }

    /** The file of a key; empty if there is no such key. */
    Optional<byte[]> key(KeyId keyId) {
        return read(keyFile(keyId));
    }

    /** Stores a new key. */
    void store(KeyId keyId, byte[] content) {
        try {
            Path temporary = temporary(content);
            try {
                Files.move(temporary, keyFile(keyId), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            sync();
        } catch (IOException e) {
            throw new CustodyException("key " + keyId + " cannot be stored", e);
        }
    }

    boolean isClaimed(KeyId keyId) {
        return Files.exists(claimFile(keyId));
    }

    /** Claims a key; false if somebody has claimed or destroyed it. */
    boolean claim(KeyId keyId) {
        try {
            write(claimFile(keyId), new byte[0]);
            sync();
            if (holds(keyId)) {
                return true;
            }
            Files.deleteIfExists(claimFile(keyId));
            return false;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (IOException e) {
            throw new CustodyException("key " + keyId + " cannot be claimed", e);
        }
    }

    /** Claims a key that will be stored; nobody else can claim it from its first moment on. */
    void reserve(KeyId keyId) {
        try {
            write(claimFile(keyId), new byte[0]);
            sync();
        } catch (IOException e) {
            throw new CustodyException("key " + keyId + " cannot be claimed", e);
        }
    }

    /** Destroys a key; false if there is no such key. */
    boolean destroy(KeyId keyId) {
        try {
            boolean existed = Files.deleteIfExists(keyFile(keyId));
            sync();
            Files.deleteIfExists(claimFile(keyId));
            sync();
            return existed;
        } catch (IOException e) {
            throw new CustodyException("key " + keyId + " cannot be destroyed", e);
        }
    }

    private Path keyFile(KeyId keyId) {
        return folder.resolve(keyId.value() + KEY);
    }

    private Path claimFile(KeyId keyId) {
        return folder.resolve(keyId.value() + CLAIMED);
    }

    private static Optional<byte[]> read(Path file) {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new CustodyException("a file of the custody folder is too large");
            }
            return Optional.of(Files.readAllBytes(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new CustodyException("a file of the custody folder cannot be read", e);
        }
    }

    private Path temporary(byte[] content) throws IOException {
        Path temporary = folder.resolve("." + UUID.randomUUID() + ".tmp");
        write(temporary, content);
        return temporary;
    }

    /** Creates the file, which must not exist, and waits until it is on disk. */
    private static void write(Path file, byte[] content) throws IOException {
        EnumSet<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, FILE_MODE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}

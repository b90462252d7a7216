// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.file.Hashing;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;

/**
 * Fetches parts, and refuses each that is not, to the byte, what a checkpoint says. It is compared before anything of it is
 * decrypted, and no more of it is unpacked than the checkpoint says.
 */
public final class PartReader {

    private static final int BUFFER = 65_536;

    private final BackupTarget target;

    /** Reads from this target. */
    public PartReader(BackupTarget target) {
        this.target = target;
    }

    /**
     * Fetches a part as it is at the target, to a file.
     *
     * @throws BackupException if it is missing, or another one
     */
    public void fetch(Part part, Path file) throws IOException {
        MessageDigest digest = Hashing.sha256();
        try (InputStream input = target.open(part.name());
                OutputStream output = new DigestOutputStream(Files.newOutputStream(file), digest)) {
            copy(input, output, part.bytes(), part.name());
        } catch (NoSuchFileException missing) {
            throw new BackupException("part " + part.name() + " of the backup is missing", missing);
        }
        if (!Hashing.hex(digest).equals(part.sha256())) {
            throw changed(part);
        }
    }

    /**
     * Decrypts and unpacks a part that was fetched.
     *
     * @throws BackupException if that is not what was signed, or is not for this identity
     */
    public static void open(Part part, Path sealed, Identities identities, Path plain) throws IOException {
        MessageDigest digest = Hashing.sha256();
        try (InputStream input = new BufferedInputStream(Files.newInputStream(sealed), BUFFER);
                InputStream unpacked = new GZIPInputStream(identities.decrypt(input), BUFFER);
                OutputStream output = new DigestOutputStream(Files.newOutputStream(plain), digest)) {
            copy(unpacked, output, part.plainBytes(), part.name());
        }
        if (!Hashing.hex(digest).equals(part.plainSha256())) {
            throw changed(part);
        }
    }

    private static void copy(InputStream input, OutputStream output, long expected, String name) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long copied = 0;
        for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
            copied += read;
            if (copied > expected) {
                throw new BackupException("part " + name + " of the backup is longer than what was signed");
            }
            output.write(buffer, 0, read);
        }
        if (copied < expected) {
            throw new BackupException("part " + name + " of the backup is shorter than what was signed");
        }
    }

    private static BackupException changed(Part part) {
        return new BackupException("part " + part.name() + " of the backup is not what was signed: it was changed");
    }
}

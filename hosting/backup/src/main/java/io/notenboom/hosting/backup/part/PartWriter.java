// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.part;

import io.notenboom.hosting.backup.file.Hashing;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPOutputStream;

/** Writes one part: what is written is hashed, compressed and encrypted on its way to a file. For one thread. */
final class PartWriter extends OutputStream {

    private static final int BUFFER = 65_536;

    private final String name;
    private final Path file;
    private final MessageDigest sealed = Hashing.sha256();
    private final MessageDigest plain = Hashing.sha256();
    private final OutputStream output;
    private long plainBytes;

    PartWriter(String name, Path file, Recipients recipients) throws IOException {
        this.name = name;
        this.file = file;
        OutputStream onDisk =
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(file), BUFFER), sealed);
        this.output = new GZIPOutputStream(recipients.encrypt(onDisk), BUFFER);
    }

    String name() {
        return name;
    }

    Path file() {
        return file;
    }

    long plainBytes() {
        return plainBytes;
    }

    @Override
    public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        plain.update(bytes, offset, length);
        plainBytes += length;
        output.write(bytes, offset, length);
    }

    /** What it has become; to be asked after it was closed. */
    Part part() throws IOException {
        return new Part(name, Files.size(file), Hashing.hex(sealed), plainBytes, Hashing.hex(plain));
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}

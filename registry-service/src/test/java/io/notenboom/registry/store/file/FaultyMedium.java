// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The real file system, of which one step fails before or after it took effect. */
final class FaultyMedium implements Medium {

    enum When {
        BEFORE,
        AFTER
    }

    private interface Step {
        void run() throws IOException;
    }

    private final DiskMedium disk = new DiskMedium();
    private String failing = "";
    private When when = When.BEFORE;

    void failNext(String step, When moment) {
        failing = step;
        when = moment;
    }

    private void run(String name, Step step) throws IOException {
        boolean fails = failing.equals(name);
        if (fails && when == When.BEFORE) {
            failing = "";
            throw new IOException("as the test asks, before " + name);
        }
        step.run();
        if (fails) {
            failing = "";
            throw new IOException("as the test asks, after " + name);
        }
    }

    @Override
    public void append(FileChannel file, ByteBuffer bytes) throws IOException {
        run("append", () -> disk.append(file, bytes));
    }

    @Override
    public void force(FileChannel file) throws IOException {
        run("force", () -> disk.force(file));
    }

    @Override
    public void truncate(FileChannel file, long size) throws IOException {
        run("truncate", () -> disk.truncate(file, size));
    }

    @Override
    public void create(Path file, ByteBuffer bytes) throws IOException {
        run("create", () -> disk.create(file, bytes));
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        run("rename", () -> disk.rename(from, to));
    }

    @Override
    public void delete(Path file) throws IOException {
        run("delete", () -> disk.delete(file));
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        run("syncFolder", () -> disk.syncFolder(folder));
    }
}

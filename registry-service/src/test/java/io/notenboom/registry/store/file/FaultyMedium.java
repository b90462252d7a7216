// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.store.file;

import io.notenboom.registry.store.disk.DiskMedium;
import io.notenboom.registry.store.disk.Medium;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The real file system up to one step, at which the process dies or the power fails; nothing happens afterwards. When the
 * power fails, everything is lost that was not made durable: appended bytes without a force, names without a sync of their
 * folder, and files that were written without one are full of zeros.
 */
final class FaultyMedium implements Medium {

    /** Before or after the step took effect. */
    enum When {
        BEFORE,
        AFTER
    }

    /** What happens at the step. */
    enum Fault {
        PROCESS_DIES,
        POWER_FAILS
    }

    private interface Action {
        void run() throws IOException;
    }

    /** How to undo what is not durable yet: of bytes in a file, or of a name in a folder. */
    private record NotDurable(Object until, Action undo) {}

    private final DiskMedium disk = new DiskMedium();
    private final List<String> steps = new ArrayList<>();
    private final List<NotDurable> notDurable = new ArrayList<>();
    private final Map<Path, Integer> notForced = new HashMap<>();
    private int failing = Integer.MAX_VALUE;
    private When when = When.BEFORE;
    private Fault fault = Fault.PROCESS_DIES;

    /** Fails at the step with this number, counted from now on. */
    void failAt(int step, When moment, Fault kind) {
        steps.clear();
        failing = step;
        when = moment;
        fault = kind;
    }

    /** The steps since {@link #failAt}. */
    List<String> steps() {
        return List.copyOf(steps);
    }

    private void step(String name, Action action) throws IOException {
        int number = steps.size();
        if (number > failing) {
            throw new IOException("nothing happens after the fault");
        }
        steps.add(name);
        if (number == failing && when == When.BEFORE) {
            fail(name);
        }
        action.run();
        if (number == failing) {
            fail(name);
        }
    }

    private void fail(String name) throws IOException {
        if (fault == Fault.POWER_FAILS) {
            for (NotDurable change : notDurable.reversed()) {
                change.undo().run();
            }
            for (Map.Entry<Path, Integer> file : notForced.entrySet()) {
                if (Files.exists(file.getKey())) {
                    Files.write(file.getKey(), new byte[file.getValue()]);
                }
            }
        }
        throw new IOException("as the test asks, at " + name);
    }

    private static Path parent(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file : parent;
    }

    private static String name(Path file) {
        Path parent = parent(file).getFileName();
        return parent + "/" + file.getFileName();
    }

    private void restore(Path file, byte @Nullable [] bytes) throws IOException {
        if (bytes == null) {
            Files.deleteIfExists(file);
        } else {
            Files.createDirectories(parent(file));
            Files.write(file, bytes);
        }
    }

    private static byte @Nullable [] bytes(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
    }

    @Override
    public void append(FileChannel file, ByteBuffer bytes) throws IOException {
        long before = file.size();
        step("append", () -> {
            disk.append(file, bytes);
            notDurable.add(new NotDurable(file, () -> file.truncate(before)));
        });
    }

    @Override
    public void force(FileChannel file) throws IOException {
        step("force", () -> {
            disk.force(file);
            notDurable.removeIf(change -> change.until().equals(file));
        });
    }

    @Override
    public void truncate(FileChannel file, long size) throws IOException {
        step("truncate", () -> disk.truncate(file, size));
    }

    @Override
    public void write(Path file, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        step("write " + name(file), () -> {
            disk.write(file, bytes);
            notForced.put(file, length);
        });
    }

    @Override
    public void create(Path file, ByteBuffer bytes) throws IOException {
        step("create " + name(file), () -> {
            disk.create(file, bytes);
            notDurable.add(new NotDurable(parent(file), () -> restore(file, null)));
        });
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        step("rename " + name(to), () -> {
            byte[] before = bytes(to);
            disk.rename(from, to);
            Integer length = notForced.remove(from);
            if (length == null) {
                notDurable.add(new NotDurable(parent(to), () -> restore(to, before)));
            } else {
                notForced.put(to, length);
            }
        });
    }

    @Override
    public void delete(Path file) throws IOException {
        step("delete " + name(file), () -> {
            byte[] before = bytes(file);
            disk.delete(file);
            notForced.remove(file);
            if (before != null) {
                notDurable.add(new NotDurable(parent(file), () -> restore(file, before)));
            }
        });
    }

    @Override
    public void syncFolder(Path folder) throws IOException {
        step("syncFolder " + name(folder), () -> {
            disk.syncFolder(folder);
            notDurable.removeIf(change -> change.until().equals(folder.toAbsolutePath()));
        });
    }
}

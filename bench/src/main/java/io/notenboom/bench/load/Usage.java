// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** What a process has used, as Linux tells ({@code /proc}). */
public final class Usage {

    /** Linux tells of a hundred ticks a second. */
    private static final int MILLIS_PER_TICK = 10;

    private static final int USER = 11;
    private static final int SYSTEM = 12;

    private final Path folder;

    /** Of each thread of the compiler that there ever was: the compiler ends its threads when it has little to do. */
    private final Map<Path, Long> compilerTicks = new HashMap<>();

    /** @param process its id */
    public Usage(long process) {
        this.folder = Path.of("/proc", Long.toString(process));
    }

    /** Milliseconds of processor time since it started, of all threads but those of the compiler, in steps of ten. */
    public long cpuMillis() throws IOException {
        return ticks(stat(folder)) * MILLIS_PER_TICK - compilerMillis();
    }

    /** Milliseconds of processor time of the compiler's threads since they started. */
    public synchronized long compilerMillis() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : all) {
                lookAt(thread);
            }
        }
        return compilerTicks.values().stream().mapToLong(Long::longValue).sum() * MILLIS_PER_TICK;
    }

    private void lookAt(Path thread) throws IOException {
        String stat;
        try {
            stat = stat(thread);
        } catch (NoSuchFileException ended) {
            return;
        }
        if (stat.contains("(C1 CompilerThre") || stat.contains("(C2 CompilerThre")) {
            compilerTicks.put(thread, ticks(stat));
        }
    }

    private static String stat(Path task) throws IOException {
        return Files.readString(task.resolve("stat"));
    }

    private static long ticks(String stat) {
        // the second field is a name in brackets, with anything in it
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    }

    /** Memory in use (resident set), in MB. */
    public long megabytes() throws IOException {
        return Files.readAllLines(folder.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}

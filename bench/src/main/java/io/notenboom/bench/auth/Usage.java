// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.auth;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;

/** What a process has used, as Linux tells ({@code /proc}). */
final class Usage {

    private static final int TICKS_PER_SECOND = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final Predicate<String> COMPILER = name -> name.matches("C[12] CompilerThre.*");

    private final Path folder;

    Usage(long process) {
        this.folder = Path.of("/proc", Long.toString(process));
    }

    /** Milliseconds of processor time since it started, of all threads but those of the compiler, in steps of ten. */
    long cpuMillis() throws IOException {
        return cpuMillis(COMPILER.negate());
    }

    /** Milliseconds of processor time of the compiler's threads since they started. */
    long compilerMillis() throws IOException {
        return cpuMillis(COMPILER);
    }

    private long cpuMillis(Predicate<String> threads) throws IOException {
        long ticks = 0;
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder.resolve("task"))) {
            for (Path thread : all) {
                ticks += ticks(thread, threads);
            }
        }
        return ticks * 1000 / TICKS_PER_SECOND;
    }

    private static long ticks(Path thread, Predicate<String> threads) throws IOException {
        String line;
        try {
            line = Files.readString(thread.resolve("stat"));
        } catch (NoSuchFileException ended) {
            return 0;
        }
        // the second field is the thread's name in brackets, with anything in it
        int end = line.lastIndexOf(')');
        if (!threads.test(line.substring(line.indexOf('(') + 1, end))) {
            return 0;
        }
        String[] fields = line.substring(end + 2).split(" ");
        return Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM]);
    }

    /** Memory in use (resident set), in MB. */
    long megabytes() throws IOException {
        return Files.readAllLines(folder.resolve("status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElse(0);
    }
}

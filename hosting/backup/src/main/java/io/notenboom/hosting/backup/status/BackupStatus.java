// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.status;

import io.notenboom.hosting.backup.checkpoint.BackupJson;
import io.notenboom.hosting.backup.file.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How the backups of a node are doing.
 *
 * @param backup the last backup that was made
 * @param drill the last drill, whether it passed or not
 */
public record BackupStatus(Optional<Backup> backup, Optional<Drill> drill) {

    private static final int MAX_BYTES = 1024 * 1024;
    private static final String FILE = "status.json";

    /**
     * A backup.
     *
     * @param number of its checkpoint
     * @param time when it was made
     * @param files number of files
     * @param bytes their size
     * @param seconds how long it took
     */
    public record Backup(long number, Instant time, long files, long bytes, double seconds) {}

    /**
     * A drill.
     *
     * @param number of the checkpoint
     * @param time when it was done
     * @param passed whether the backup can be restored
     * @param seconds how long it took
     * @param seen what was done and seen, or why it did not pass
     */
    public record Drill(long number, Instant time, boolean passed, double seconds, String seen) {}

    /** Of this work folder; with nothing in it before the first backup. */
    public static BackupStatus read(Path work) throws IOException {
        Path file = work.resolve(FILE);
        return Files.exists(file)
                ? BackupJson.read(Files.readAllBytes(file), MAX_BYTES, BackupStatus.class, file.toString())
                : new BackupStatus(Optional.empty(), Optional.empty());
    }

    /** After a backup. */
    public BackupStatus with(Backup made) {
        return new BackupStatus(Optional.of(made), drill);
    }

    /** After a drill. */
    public BackupStatus with(Drill done) {
        return new BackupStatus(backup, Optional.of(done));
    }

    /** Writes it, and {@code metrics.prom} for whoever collects text files for Prometheus. */
    public void write(Path work) throws IOException {
        DurableFiles.write(work.resolve(FILE), BackupJson.write(this));
        DurableFiles.write(work.resolve("metrics.prom"), metrics().getBytes(StandardCharsets.UTF_8));
    }

    /** Age of the last backup in seconds; empty if there is none. */
    public OptionalLong ageSeconds(Instant now) {
        return backup.map(last -> OptionalLong.of(
                        Math.max(0, Duration.between(last.time(), now).toSeconds())))
                .orElse(OptionalLong.empty());
    }

    private String metrics() {
        StringBuilder text = new StringBuilder();
        backup.ifPresent(last -> {
            gauge(
                    text,
                    "nuts_backup_time_seconds",
                    "When the last backup was made; its age is time() minus this",
                    last.time().getEpochSecond());
            gauge(text, "nuts_backup_number", "Number of the last checkpoint", last.number());
            gauge(text, "nuts_backup_bytes", "Size of the files in the last backup", last.bytes());
            gauge(text, "nuts_backup_duration_seconds", "How long the last backup took", last.seconds());
        });
        drill.ifPresent(last -> {
            gauge(
                    text,
                    "nuts_backup_drill_time_seconds",
                    "When the last drill was done",
                    last.time().getEpochSecond());
            gauge(text, "nuts_backup_drill_passed", "1 if the last drill passed", last.passed() ? 1 : 0);
            gauge(text, "nuts_backup_drill_duration_seconds", "How long the last drill took", last.seconds());
        });
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, String help, Number value) {
        text.append(
                String.format(Locale.ROOT, "# HELP %s %s%n# TYPE %s gauge%n%s %s%n", name, help, name, name, value));
    }
}

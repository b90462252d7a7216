// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.export.Exporter;
import io.notenboom.hosting.backup.redis.RedisLink;
import io.notenboom.hosting.backup.redis.RedisReader;
import io.notenboom.hosting.backup.status.BackupStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom backup export}. */
@Command(
        name = "export",
        description = "Makes a backup of a node that runs: what is new since the last one.",
        mixinStandardHelpOptions = true)
final class ExportCommand extends ConfiguredCommand {

    private static final double NANOS = 1e9;

    @Option(names = "--full", description = "Copies everything again.")
    boolean full;

    ExportCommand(InstantSource clock, PrintStream out) {
        super(clock, out);
    }

    @Override
    int run(BackupParts parts) throws IOException {
        long start = System.nanoTime();
        Exporter exporter = parts.exporter();
        SignedCheckpoint made = export(parts, exporter);
        Checkpoint checkpoint = made.checkpoint();
        BackupStatus.read(parts.work())
                .with(new BackupStatus.Backup(
                        checkpoint.number(),
                        checkpoint.time(),
                        checkpoint.standing().files(),
                        checkpoint.standing().bytes(),
                        (System.nanoTime() - start) / NANOS))
                .write(parts.work());
        say("checkpoint " + checkpoint.number() + ": " + checkpoint.standing().files() + " files, "
                + checkpoint.standing().bytes() + " bytes, "
                + checkpoint.standing().logEntries() + " events, in "
                + checkpoint.parts().size() + " parts at "
                + parts.target().describe());
        List<Long> deleted = exporter.deleteOld(parts.retention());
        if (!deleted.isEmpty()) {
            say("deleted checkpoints " + deleted);
        }
        return 0;
    }

    private SignedCheckpoint export(BackupParts parts, Exporter exporter) throws IOException {
        Optional<Supplier<RedisLink>> redis = parts.redis("redis-file");
        if (redis.isEmpty()) {
            return exporter.run(Optional.empty(), full);
        }
        try (RedisLink link = redis.get().get()) {
            RedisReader reader = new RedisReader(link, parts.config().customer());
            return exporter.run(Optional.of(reader::read), full);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.drill;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.export.Exporter;
import io.notenboom.hosting.backup.export.NodeLayout;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.redis.RecordLines;
import io.notenboom.hosting.backup.redis.RedisLink;
import io.notenboom.hosting.backup.redis.RedisReader;
import io.notenboom.hosting.backup.redis.RedisWriter;
import io.notenboom.hosting.backup.redis.RestorePolicy;
import io.notenboom.hosting.backup.restore.Choice;
import io.notenboom.hosting.backup.restore.Staging;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Restores the newest backup into a folder and a Redis that are thrown away afterwards, and looks at what came of it. No service
 * is started and nobody outside of this machine but the target is called: two nodes with one identity would disturb the network.
 */
public final class BackupDrill {

    private final String customer;
    private final BackupTarget target;
    private final Choice choice;
    private final LogCheck logCheck;
    private final Consumer<String> progress;

    /** Looks at an event log that was restored. */
    @FunctionalInterface
    public interface LogCheck {

        /**
         * Looks at it.
         *
         * @param registryData data folder of a registry
         * @return what was seen
         * @throws BackupException if it is not sound
         */
        String check(Path registryData) throws IOException;
    }

    /** Restores nothing yet. */
    public BackupDrill(
            String customer, BackupTarget target, Choice choice, LogCheck logCheck, Consumer<String> progress) {
        this.customer = customer;
        this.target = target;
        this.choice = choice;
        this.logCheck = logCheck;
        this.progress = progress;
    }

    /**
     * What was done.
     *
     * @param checkpoint that was restored
     * @param seen in words
     */
    public record Outcome(Checkpoint checkpoint, String seen) {}

    /**
     * Restores.
     *
     * @param folder of its own; it is deleted afterwards
     * @throws BackupException if the backup cannot be restored
     */
    public Outcome run(Path folder, Identities identities) throws IOException {
        SignedCheckpoint signed = choice.choose(OptionalLong.empty(), Optional.empty(), Optional.empty());
        Staging staging = new Staging(folder.resolve("restored"), target, progress);
        try {
            staging.fetch(signed.checkpoint());
            int files =
                    staging.assemble(signed.checkpoint(), identities).files().size();
            List<String> seen = new ArrayList<>();
            seen.add("checkpoint " + signed.checkpoint().number() + ", " + files + " files as they were signed");
            Path records = staging.files().resolve(Exporter.REDIS);
            if (Files.exists(records)) {
                seen.add(redis(records, DurableFiles.folder(folder.resolve("redis"))));
            }
            NodeLayout layout = NodeLayout.of(staging.files()).orElse(NodeLayout.SEPARATE);
            Path registry = staging.files().resolve(layout.data(NodeLayout.Service.REGISTRY));
            if (Files.isDirectory(registry.resolve("log"))) {
                seen.add(logCheck.check(registry));
            }
            return new Outcome(signed.checkpoint(), String.join("; ", seen));
        } finally {
            DurableFiles.deleteFolder(folder);
        }
    }

    /** Every key of the backup that does not expire has to be there afterwards. */
    private String redis(Path records, Path folder) throws IOException {
        Set<String> expected = new HashSet<>();
        Set<String> found = new HashSet<>();
        try (ThrowAwayRedis server = ThrowAwayRedis.start(folder);
                RedisLink link = server.link()) {
            RedisWriter writer = new RedisWriter(link, customer, new RestorePolicy(true));
            writer.begin("drill", false);
            RestorePolicy policy = new RestorePolicy(true);
            try (InputStream lines = Files.newInputStream(records)) {
                RecordLines.read(lines, record -> {
                    writer.write(record);
                    if (policy.leftOut(record).isEmpty()) {
                        expected.add(record.key());
                    }
                });
            }
            writer.end();
            new RedisReader(link, customer).read(record -> found.add(record.key()));
        }
        if (!found.equals(expected)) {
            expected.removeAll(found);
            throw new BackupException(
                    "of the records of Redis " + expected.size() + " keys were not there after they were restored");
        }
        return found.size() + " keys in Redis";
    }
}

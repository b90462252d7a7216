// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.export.ExportSettings;
import io.notenboom.hosting.backup.export.Exporter;
import io.notenboom.hosting.backup.export.Retention;
import io.notenboom.hosting.backup.guard.FileRollbackGuard;
import io.notenboom.hosting.backup.guard.RollbackGuard;
import io.notenboom.hosting.backup.key.BackupKey;
import io.notenboom.hosting.backup.part.Recipients;
import io.notenboom.hosting.backup.redis.RedisLink;
import io.notenboom.hosting.backup.restore.NodeServices;
import io.notenboom.hosting.backup.restore.Restore;
import io.notenboom.hosting.backup.restore.RestoreSettings;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes the parts of the command from its configuration. */
final class BackupParts implements AutoCloseable {

    private static final long PART_BYTES = 64L * 1024 * 1024;
    private static final int MOST_PARTS = 400;
    private static final int PATIENCE_SECONDS = 900;
    private static final int SETTLE_SECONDS = 60;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final BackupConfig config;
    private final InstantSource clock;
    private final BackupTarget target;
    private @Nullable KeyCustodian custodian;

    BackupParts(BackupConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.target = config.target(clock);
    }

    BackupConfig config() {
        return config;
    }

    BackupTarget target() {
        return target;
    }

    Path work() {
        return config.path("work");
    }

    RollbackGuard guard() {
        return new FileRollbackGuard(config.path("guard"));
    }

    Checkpoints checkpoints() {
        return new Checkpoints(target, BackupKey.read(config.path("signer")), config.customer());
    }

    Retention retention() {
        return new Retention((int) config.number("keep.newest", 48), (int) config.number("keep.daily", 35), (int)
                config.number("keep.weekly", 12));
    }

    Exporter exporter() throws IOException {
        JwsSigner signer = BackupKey.signer(custodian(), config.path("signer"));
        ExportSettings settings = new ExportSettings(
                config.customer(),
                config.path("node"),
                work(),
                config.flag("custody.include"),
                config.number("part-bytes", PART_BYTES),
                (int) config.number("most-parts", MOST_PARTS));
        return new Exporter(
                settings,
                new Exporter.Destination(target, checkpoints(), guard()),
                Recipients.of(config.recipients()),
                signer,
                clock);
    }

    private KeyCustodian custodian() {
        if (custodian == null) {
            custodian = BackupCustodian.open(config, clock);
        }
        return custodian;
    }

    /** Connects to Redis with what a file says; empty when the configuration names none. */
    Optional<Supplier<RedisLink>> redis(String name) {
        return config.text(name).map(given -> () -> {
            Secret url = config.secret(name);
            return RedisLink.open(url.reveal(), config.optionalPath("redis-trust"));
        });
    }

    NodeServices services() {
        Secret token = config.text("token-file").isPresent() ? config.secret("token-file") : Secret.of("none");
        return new NodeServices(config.url("registry"), config.url("auth"), token);
    }

    Restore restore(NodeServices services, Consumer<String> progress) {
        RestoreSettings settings = new RestoreSettings(
                config.customer(),
                config.path("node"),
                work(),
                redis("redis-restore-file"),
                Duration.ofSeconds(config.number("patience-seconds", PATIENCE_SECONDS)),
                PAUSE,
                Duration.ofSeconds(config.number("settle-seconds", SETTLE_SECONDS)));
        return new Restore(settings, new Restore.Source(target, checkpoints(), guard()), services, clock, progress);
    }

    @Override
    public void close() throws IOException {
        close(custodian);
        close(target);
    }

    private static void close(@Nullable Object part) throws IOException {
        if (part instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException failure) {
                throw failure;
            } catch (Exception failure) {
                throw new IOException(failure);
            }
        }
    }
}

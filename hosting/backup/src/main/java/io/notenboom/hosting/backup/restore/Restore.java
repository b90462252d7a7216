// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.export.Exporter;
import io.notenboom.hosting.backup.export.NodeLayout;
import io.notenboom.hosting.backup.export.NodeLayout.Service;
import io.notenboom.hosting.backup.guard.RollbackGuard;
import io.notenboom.hosting.backup.guard.RollbackGuard.Highest;
import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.redis.RecordLines;
import io.notenboom.hosting.backup.redis.RedisLink;
import io.notenboom.hosting.backup.redis.RedisWriter;
import io.notenboom.hosting.backup.redis.RestorePolicy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Restores a node, state by state. The state is on disk before its work begins; whoever was killed calls {@link #run} again. The
 * node signs and issues nothing before the last state.
 */
public final class Restore {

    private final RestoreSettings settings;
    private final BackupTarget target;
    private final Checkpoints checkpoints;
    private final RollbackGuard guard;
    private final NodeServices services;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final RestoreFile file;

    /**
     * Where a backup comes from.
     *
     * @param target where its parts are
     * @param checkpoints its checkpoints
     * @param guard knows the highest one
     */
    public record Source(BackupTarget target, Checkpoints checkpoints, RollbackGuard guard) {}

    /** Changes nothing yet. */
    public Restore(
            RestoreSettings settings,
            Source source,
            NodeServices services,
            InstantSource clock,
            Consumer<String> progress) {
        this.settings = settings;
        this.target = source.target();
        this.checkpoints = source.checkpoints();
        this.guard = source.guard();
        this.services = services;
        this.clock = clock;
        this.progress = progress;
        this.file = new RestoreFile(settings.work());
    }

    /**
     * Begins a restore; {@link #run} carries it out.
     *
     * @param number the checkpoint; the newest without
     * @throws BackupException if it may not be restored, or another restore has not ended
     */
    public RestoreRecord begin(OptionalLong number, RestoreOptions options) throws IOException {
        if (file.read().filter(Restore::isUnderWay).isPresent()) {
            throw new BackupException("a restore of this node has not ended: go on with --resume");
        }
        SignedCheckpoint chosen =
                new Choice(checkpoints, guard).choose(number, options.older(), options.withoutGuard());
        long chosenNumber = chosen.checkpoint().number();
        RestoreRecord record = new RestoreRecord(
                UUID.randomUUID().toString(),
                RestoreState.FETCHING,
                chosenNumber,
                chosen.sha256(),
                chosen.checkpoint().time(),
                Math.max(chosenNumber, guard.highest().map(Highest::number).orElse(0L)),
                clock.instant().truncatedTo(ChronoUnit.SECONDS),
                options,
                reasons(chosenNumber, options));
        file.write(record);
        return record;
    }

    private static List<String> reasons(long number, RestoreOptions options) {
        List<String> reasons = new ArrayList<>();
        options.older()
                .ifPresent(why -> reasons.add("what came after checkpoint " + number + " is taken for lost: " + why));
        options.withoutGuard().ifPresent(why -> reasons.add("restored without a rollback guard: " + why));
        options.keepGrants().ifPresent(why -> reasons.add("access is given as it was at the backup: " + why));
        options.alone().ifPresent(why -> reasons.add("no peer has to agree: " + why));
        return reasons;
    }

    /** Whether it has begun and not ended. */
    public static boolean isUnderWay(RestoreRecord record) {
        return record.state() != RestoreState.ACTIVE;
    }

    /**
     * Carries out the restore that was begun, until it is in the state to stop at.
     *
     * @param identities of one of the recipients; asked for when something is to be decrypted
     * @throws BackupException if a state's work cannot be done; it may be run again
     */
    public RestoreRecord run(Supplier<Identities> identities, RestoreState stopAt) throws IOException {
        RestoreRecord record = file.read().orElseThrow(() -> new BackupException("no restore of this node was begun"));
        while (record.state().compareTo(stopAt) < 0) {
            progress.accept(record.state().name());
            record = record.advanced(work(record, identities));
            file.write(record);
        }
        return record;
    }

    private String work(RestoreRecord record, Supplier<Identities> identities) throws IOException {
        return switch (record.state()) {
            case FETCHING -> fetch(record, identities.get());
            case PLACING -> place(record);
            case LOADING -> load(record);
            case CATCHING_UP -> catchUp(record);
            case RECONCILING -> reconcile(record);
            case ACTIVATING -> activate(record);
            case ACTIVE -> "";
        };
    }

    private Staging staging() {
        return new Staging(settings.node().resolve(".restore"), target, progress);
    }

    private String fetch(RestoreRecord record, Identities identities) throws IOException {
        SignedCheckpoint signed = checkpoints.read(record.number());
        if (!signed.sha256().equals(record.sha256())) {
            throw new BackupException(
                    "checkpoint " + record.number() + " is not the one with which this restore began");
        }
        Staging staging = staging();
        staging.fetch(signed.checkpoint());
        int files = staging.assemble(signed.checkpoint(), identities).files().size();
        return files + " files are as they were signed";
    }

    private String place(RestoreRecord record) throws IOException {
        new Placement(settings.node(), staging().files(), record).place();
        return "the services' data are in place, marked as being restored";
    }

    private String load(RestoreRecord record) throws IOException {
        Path records = staging().files().resolve(Exporter.REDIS);
        if (record.options().withoutRedis() || settings.redis().isEmpty() || !Files.exists(records)) {
            return "Redis is left as it is";
        }
        RestorePolicy policy = new RestorePolicy(record.options().keepGrants().isPresent());
        try (RedisLink redis = settings.redis().get().get();
                InputStream lines = Files.newInputStream(records)) {
            RedisWriter writer = new RedisWriter(redis, settings.customer(), policy);
            writer.begin(record.id(), record.options().replaceRedis());
            RecordLines.read(lines, writer::write);
            writer.end();
            return writer.written() + " records written to Redis; left out: " + writer.leftOut();
        }
    }

    private String catchUp(RestoreRecord record) {
        if (!services.hasRegistry()) {
            requireWithout(Service.REGISTRY, "registry");
            return "the node has no registry";
        }
        return new CatchUp(services, clock, settings.patience(), settings.pause(), progress)
                .await(record.options().peers());
    }

    private String reconcile(RestoreRecord record) throws IOException {
        if (!services.hasAuth()) {
            requireWithout(Service.AUTH, "auth");
            return "the node has no authorization server";
        }
        awaitAuth();
        Revocations revocations = new Revocations(services);
        List<String> seen = new ArrayList<>();
        for (String list : record.options().published()) {
            seen.add(revocations.takeList(list));
        }
        List<Path> logs = new ArrayList<>(
                record.options().auditLogs().stream().map(Path::of).toList());
        Path before = Placement.aside(settings.node(), record);
        Path aside = before.resolve(
                        NodeLayout.of(before).orElse(NodeLayout.SEPARATE).data(Service.AUTH))
                .resolve("audit");
        if (Files.isDirectory(aside)) {
            logs.add(aside);
        }
        for (Path log : logs) {
            seen.addAll(revocations.takeAuditLog(log, record.made()));
        }
        seen.add(revocations.skip(record.options().skipPages()));
        seen.forEach(progress);
        return String.join("; ", seen);
    }

    /** A service that has data but no URL would act again without having been asked. */
    private void requireWithout(Service service, String setting) {
        if (Placement.isMarked(settings.node(), service)) {
            throw new BackupException(
                    "the node has data of this service, so it has to be asked before it acts again: give '" + setting
                            + "' and 'token-file' in the configuration, and go on with --resume");
        }
    }

    private void awaitAuth() {
        Instant end = clock.instant().plus(settings.patience());
        while (clock.instant().isBefore(end)) {
            try {
                if (!services.authIsRestoring()) {
                    throw new BackupException("the authorization server that answers is not the restored one");
                }
                return;
            } catch (IOException notYet) {
                sleep(settings.pause());
            }
        }
        throw new BackupException("the authorization server does not answer: start it, then run the command again");
    }

    /** Presentations and proofs that were used before the node was lost have ended by then: nobody uses them again. */
    private String activate(RestoreRecord record) throws IOException {
        Instant settled = record.started().plus(settings.settle());
        while (clock.instant().isBefore(settled)) {
            sleep(settings.pause());
        }
        Placement.unmark(settings.node());
        guard.raise(new Highest(record.number(), record.sha256()));
        staging().delete();
        return "the node acts again; what it had before is in "
                + Placement.aside(settings.node(), record).getFileName();
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new BackupException("interrupted", interrupted);
        }
    }

    /** The restore that was begun last. */
    public Optional<RestoreRecord> last() throws IOException {
        return file.read();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.BackedUpFile;
import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.Checkpoint.Previous;
import io.notenboom.hosting.backup.checkpoint.CheckpointSeal;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import io.notenboom.hosting.backup.checkpoint.Manifest;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.export.ExportState.Begun;
import io.notenboom.hosting.backup.export.ExportState.Done;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.file.Hashing;
import io.notenboom.hosting.backup.guard.RollbackGuard;
import io.notenboom.hosting.backup.guard.RollbackGuard.Highest;
import io.notenboom.hosting.backup.part.Part;
import io.notenboom.hosting.backup.part.PartSink;
import io.notenboom.hosting.backup.part.Recipients;
import io.notenboom.hosting.backup.part.Slice;
import io.notenboom.hosting.backup.redis.RecordLines;
import io.notenboom.hosting.backup.redis.RedisRecord;
import io.notenboom.hosting.backup.redis.RestorePolicy;
import io.notenboom.trust.jose.JwsSigner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Makes a backup of a node that runs. Redis comes first, then the files: the journal of status lists and the logs have at least
 * what Redis had. It may be killed at any time: without a checkpoint there is no backup, and the next one goes on with the parts
 * that are at the target. One at a time for each work folder.
 */
public final class Exporter {

    /** Path of the records of Redis in a backup. */
    public static final String REDIS = "redis/records.ndjson";

    private static final int ROUNDS = 5;

    private final ExportSettings settings;
    private final BackupTarget target;
    private final Checkpoints checkpoints;
    private final RollbackGuard guard;
    private final Recipients recipients;
    private final JwsSigner signer;
    private final InstantSource clock;
    private final ExportState state;

    /**
     * Where a backup goes.
     *
     * @param target where parts and checkpoints are put
     * @param checkpoints those that are there
     * @param guard is told of each backup
     */
    public record Destination(BackupTarget target, Checkpoints checkpoints, RollbackGuard guard) {}

    /** Makes nothing yet. */
    public Exporter(
            ExportSettings settings,
            Destination destination,
            Recipients recipients,
            JwsSigner signer,
            InstantSource clock) {
        this.settings = settings;
        this.target = destination.target();
        this.checkpoints = destination.checkpoints();
        this.guard = destination.guard();
        this.recipients = recipients;
        this.signer = signer;
        this.clock = clock;
        this.state = new ExportState(settings.work().resolve("state"));
    }

    /** Gives all records of Redis to a consumer. */
    @FunctionalInterface
    public interface Records {

        /** Reads all. */
        void read(Consumer<RedisRecord> consumer);
    }

    /**
     * Makes a backup.
     *
     * @param redis the records; empty for a node without
     * @param full whether everything is copied again
     * @return its checkpoint, which is at the target
     * @throws BackupException if it could not be made
     */
    public SignedCheckpoint run(Optional<Records> redis, boolean full) throws IOException {
        try (WorkLock lock = WorkLock.take(settings.work())) {
            if (!lock.held()) {
                throw new BackupException("another backup of this node is being made");
            }
            requireData();
            return make(redis, full);
        }
    }

    /**
     * Deletes backups that are not kept; none while a backup is being made, whose parts no checkpoint names yet.
     *
     * @return numbers of the backups that were deleted
     * @throws BackupException if a checkpoint does not verify; then nothing was deleted
     */
    public List<Long> deleteOld(Retention retention) throws IOException {
        try (WorkLock lock = WorkLock.take(settings.work())) {
            return lock.held() ? retention.apply(target, checkpoints) : List.of();
        }
    }

    /** A folder that is not mounted, or another one, must not become the newest backup. */
    private void requireData() {
        if (NodeLayout.of(settings.node()).isEmpty()) {
            throw new BackupException("no service of a node has data in " + settings.node()
                    + ": is it mounted, and is it what 'node' names? Nothing was backed up");
        }
    }

    private SignedCheckpoint make(Optional<Records> redis, boolean full) throws IOException {
        Instant began = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Optional<Done> last = state.done();
        long number = nextNumber(last);
        Known known = new Known();
        int firstPart = 0;
        if (!full) {
            Set<String> there = new HashSet<>(target.list("parts"));
            last.filter(done -> isOfUse(done.manifest(), done.recipients(), there))
                    .filter(done -> done.manifest().parts().size() < mostParts(done.manifest()))
                    .ifPresent(done -> known.add(done.manifest()));
            Optional<Begun> begun = state.begun()
                    .filter(earlier -> earlier.manifest().number() == number)
                    .filter(earlier -> isOfUse(earlier.manifest(), earlier.recipients(), there));
            begun.ifPresent(earlier -> known.add(earlier.manifest()));
            firstPart = begun.map(Begun::nextPart).orElse(0);
        }
        Path spool = emptySpool();
        List<BackedUpFile> copied = new ArrayList<>();
        List<PartSink> self = new ArrayList<>();
        try (PartSink sink = new PartSink(
                new PartSink.Place(target, spool), recipients, number, firstPart, settings.partBytes(), part -> {
                    known.add(part);
                    remember(number, known, copied, self.getFirst().next());
                })) {
            self.add(sink);
            Map<String, Long> kinds = new TreeMap<>();
            if (redis.isPresent()) {
                copied.add(records(redis.get(), kinds, sink));
            }
            List<String> logCheckpoint = copyFiles(known, copied, sink);
            sink.flush();
            Manifest manifest = manifest(number, copied, known);
            Checkpoint.Standing standing = new NodeStanding(settings.node(), manifest).find(logCheckpoint, kinds);
            return finish(manifest, began, standing, last, spool);
        }
    }

    /** Whether parts of an earlier backup can be parts of this one: all are at the target, and for the same recipients. */
    private boolean isOfUse(Manifest earlier, String earlierRecipients, Set<String> there) {
        return earlierRecipients.equals(recipients.fingerprint())
                && earlier.parts().stream().map(Part::name).allMatch(there::contains);
    }

    /** As many as its files need at least, and those that were settled. */
    private long mostParts(Manifest manifest) {
        return settings.mostParts() + manifest.bytes() / settings.partBytes();
    }

    /** Without what an export that was killed left. */
    private Path emptySpool() throws IOException {
        Path spool = settings.work().resolve("spool");
        DurableFiles.deleteFolder(spool);
        return DurableFiles.folder(spool);
    }

    private long nextNumber(Optional<Done> last) throws IOException {
        long highest = guard.highest().map(Highest::number).orElse(0L);
        highest = Math.max(highest, last.map(done -> done.checkpoint().number()).orElse(0L));
        return Math.max(highest, checkpoints.newest().orElse(0)) + 1;
    }

    private void remember(long number, Known known, List<BackedUpFile> copied, int nextPart) {
        try {
            List<BackedUpFile> complete = copied.stream()
                    .filter(file -> !file.path().equals(REDIS)
                            && file.slices().stream().allMatch(slice -> known.parts.containsKey(slice.part())))
                    .toList();
            state.save(new Begun(manifest(number, complete, known), recipients.fingerprint(), nextPart));
        } catch (IOException failure) {
            throw new UncheckedIOException("how far the backup is cannot be written", failure);
        }
    }

    private static BackedUpFile records(Records redis, Map<String, Long> kinds, PartSink sink) throws IOException {
        MessageDigest digest = Hashing.sha256();
        long[] size = {0};
        List<Slice> slices = sink.add(output -> redis.read(record -> {
            byte[] line = RecordLines.write(record);
            digest.update(line);
            size[0] += line.length;
            kinds.merge(RestorePolicy.kind(record.key()), record.first() ? 1L : 0L, Long::sum);
            try {
                output.write(line);
            } catch (IOException failure) {
                throw new UncheckedIOException("a part of the backup cannot be written", failure);
            }
        }));
        return new BackedUpFile(REDIS, size[0], 0, Hashing.hex(digest), slices);
    }

    /**
     * Copies all files. Those that vanish meanwhile may have become others: they are looked for again, until all that are listed
     * were there.
     *
     * @return lines of the event log's checkpoint that was copied; none without one
     */
    private List<String> copyFiles(Known known, List<BackedUpFile> copied, PartSink sink) throws IOException {
        NodeFiles files = new NodeFiles(settings.node(), settings.withCustody());
        FileCopy copy = new FileCopy(settings.node(), sink);
        Set<String> done = new HashSet<>();
        List<String> logCheckpoint = copyLogCheckpoint(copy, known, copied, done);
        long logEntries = NodeStanding.entries(logCheckpoint);
        for (int round = 0; round < ROUNDS; round++) {
            boolean vanished = false;
            for (String path : files.list(logEntries)) {
                if (done.contains(path)) {
                    continue;
                }
                Optional<BackedUpFile> file = copy.copy(path, known.files.get(path));
                vanished |= file.isEmpty();
                file.ifPresent(found -> {
                    copied.add(found);
                    done.add(path);
                });
            }
            if (!vanished) {
                return logCheckpoint;
            }
        }
        throw new BackupException("the files of the node change faster than they can be copied; try again");
    }

    /**
     * Copies the event log's checkpoint before the files are listed: the partial tiles that it needs are there then, or full.
     *
     * @return the lines of what was copied; none without a checkpoint
     */
    private List<String> copyLogCheckpoint(FileCopy copy, Known known, List<BackedUpFile> copied, Set<String> done)
            throws IOException {
        String path = logCheckpoint();
        for (int round = 0; round < ROUNDS; round++) {
            List<String> before = logCheckpointLines();
            Optional<BackedUpFile> file = copy.copy(path, known.files.get(path));
            if (logCheckpointLines().equals(before)) {
                file.ifPresent(copied::add);
                done.add(path);
                return before;
            }
        }
        throw new BackupException("the event log is published faster than it can be copied; try again");
    }

    private String logCheckpoint() {
        return NodeStanding.logCheckpoint(NodeLayout.of(settings.node()).orElse(NodeLayout.SEPARATE));
    }

    private List<String> logCheckpointLines() throws IOException {
        try {
            return Files.readAllLines(settings.node().resolve(logCheckpoint()));
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static Manifest manifest(long number, List<BackedUpFile> copied, Known known) {
        List<BackedUpFile> files = new ArrayList<>(copied);
        files.sort(Comparator.comparing(BackedUpFile::path));
        Set<String> needed = new HashSet<>();
        files.forEach(file -> file.slices().forEach(slice -> needed.add(slice.part())));
        List<Part> parts = known.parts.values().stream()
                .filter(part -> needed.contains(part.name()))
                .toList();
        return new Manifest(number, files, parts);
    }

    private SignedCheckpoint finish(
            Manifest manifest, Instant began, Checkpoint.Standing standing, Optional<Done> last, Path spool)
            throws IOException {
        Optional<Previous> previous = previous(last);
        Part list = ManifestPart.put(manifest, target, spool, recipients);
        SignedCheckpoint signed = CheckpointSeal.sign(
                new Checkpoint(
                        settings.customer(), manifest.number(), began, previous, standing, list, manifest.parts()),
                signer);
        checkpoints.put(signed, spool);
        guard.raise(new Highest(manifest.number(), signed.sha256()));
        state.save(new Done(signed.asPrevious(), manifest, recipients.fingerprint()));
        return signed;
    }

    /** The newest that was made, be it that this folder knows of it or that it is at the target. */
    private Optional<Previous> previous(Optional<Done> last) throws IOException {
        OptionalLong newest = checkpoints.newest();
        long known = last.map(done -> done.checkpoint().number()).orElse(0L);
        return newest.isPresent() && newest.getAsLong() > known
                ? Optional.of(checkpoints.read(newest.getAsLong()).asPrevious())
                : last.map(Done::checkpoint);
    }

    /** Files and parts that are at the target, by name. */
    private static final class Known {

        private final Map<String, BackedUpFile> files = new TreeMap<>();
        private final Map<String, Part> parts = new LinkedHashMap<>();

        void add(Manifest manifest) {
            files.putAll(manifest.byPath());
            manifest.parts().forEach(this::add);
        }

        void add(Part part) {
            parts.put(part.name(), part);
        }
    }
}

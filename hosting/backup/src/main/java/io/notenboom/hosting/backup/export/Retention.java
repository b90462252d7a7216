// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.export;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.destination.BackupTarget;
import io.notenboom.hosting.backup.part.Part;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Deletes backups that are not kept: the newest of each of the last days and weeks that have one, and the newest ones of all, are.
 * A part goes when no kept backup needs it. Nothing is deleted when a checkpoint does not verify.
 *
 * @param newest how many of the newest are kept, at least one
 * @param daily of how many days the last is kept
 * @param weekly of how many weeks the last is kept
 */
public record Retention(int newest, int daily, int weekly) {

    /** @throws IllegalArgumentException if nothing would be kept */
    public Retention {
        if (newest < 1 || daily < 0 || weekly < 0) {
            throw new IllegalArgumentException("at least the newest backup is kept");
        }
    }

    /**
     * Deletes what is not kept.
     *
     * @return numbers of the backups that were deleted
     * @throws BackupException if a checkpoint does not verify; then nothing was deleted
     */
    public List<Long> apply(BackupTarget target, Checkpoints checkpoints) throws IOException {
        List<SignedCheckpoint> all = new ArrayList<>();
        for (long number : checkpoints.numbers()) {
            all.add(checkpoints.read(number));
        }
        Set<Long> kept = kept(all.stream().map(SignedCheckpoint::checkpoint).toList());
        Set<String> needed = new HashSet<>();
        for (SignedCheckpoint signed : all) {
            if (kept.contains(signed.checkpoint().number())) {
                needed.add(signed.checkpoint().manifest().name());
                signed.checkpoint().parts().stream().map(Part::name).forEach(needed::add);
            }
        }
        List<Long> deleted = new ArrayList<>();
        for (SignedCheckpoint signed : all) {
            if (!kept.contains(signed.checkpoint().number())) {
                checkpoints.delete(signed.checkpoint().number());
                deleted.add(signed.checkpoint().number());
            }
        }
        for (String folder : List.of("manifests", "parts")) {
            for (String name : target.list(folder)) {
                if (!needed.contains(name)) {
                    target.delete(name);
                }
            }
        }
        return deleted;
    }

    /** Numbers of those that are kept. */
    Set<Long> kept(List<Checkpoint> checkpoints) {
        List<Checkpoint> newestFirst = checkpoints.stream()
                .sorted(Comparator.comparing(Checkpoint::number).reversed())
                .toList();
        Set<Long> kept = new TreeSet<>();
        newestFirst.stream().limit(newest).map(Checkpoint::number).forEach(kept::add);
        keepLastOfEach(newestFirst, daily, Retention::day, kept);
        keepLastOfEach(newestFirst, weekly, Retention::week, kept);
        return kept;
    }

    private static void keepLastOfEach(
            List<Checkpoint> newestFirst, int periods, Function<Instant, String> periodOf, Set<Long> kept) {
        Set<String> seen = new HashSet<>();
        for (Checkpoint checkpoint : newestFirst) {
            if (seen.size() == periods) {
                return;
            }
            if (seen.add(periodOf.apply(checkpoint.time()))) {
                kept.add(checkpoint.number());
            }
        }
    }

    private static String day(Instant time) {
        return time.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }

    private static String week(Instant time) {
        var date = time.atZone(ZoneOffset.UTC);
        return date.get(IsoFields.WEEK_BASED_YEAR) + "-" + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }
}

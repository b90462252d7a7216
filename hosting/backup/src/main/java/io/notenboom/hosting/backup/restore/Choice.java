// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.restore;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.guard.RollbackGuard;
import io.notenboom.hosting.backup.guard.RollbackGuard.Highest;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Chooses the checkpoint to restore, and refuses one that is older than the highest one known. */
public final class Choice {

    private final Checkpoints checkpoints;
    private final RollbackGuard guard;

    /** Chooses among these. */
    public Choice(Checkpoints checkpoints, RollbackGuard guard) {
        this.checkpoints = checkpoints;
        this.guard = guard;
    }

    /**
     * A checkpoint, verified.
     *
     * @param number the wanted one; the newest without
     * @throws BackupException if there is none, it does not verify, or it may not be restored without a reason that lacks
     */
    public SignedCheckpoint choose(OptionalLong number, Optional<String> older, Optional<String> withoutGuard)
            throws IOException {
        OptionalLong newest = checkpoints.newest();
        if (newest.isEmpty()) {
            throw new BackupException("there is no backup at the target");
        }
        SignedCheckpoint chosen = checkpoints.read(number.orElse(newest.getAsLong()));
        checkpoints.requireFollows(chosen);
        Optional<Highest> highest = guard.highest();
        if (highest.isEmpty()) {
            if (withoutGuard.isEmpty()) {
                throw new BackupException("there is no rollback guard, so nobody can tell whether checkpoint "
                        + chosen.checkpoint().number()
                        + " is the newest that was made. Put the guard's file in its place, or"
                        + " say with --without-guard=REASON why you are sure");
            }
            return chosen;
        }
        requireNotOlder(chosen, highest.get(), older);
        return chosen;
    }

    private static void requireNotOlder(SignedCheckpoint chosen, Highest highest, Optional<String> older) {
        long number = chosen.checkpoint().number();
        if (number == highest.number() && !chosen.sha256().equals(highest.sha256())) {
            throw new BackupException(
                    "checkpoint " + number + " is another one than the one with this number that was made:"
                            + " somebody else has the key of the backups. It is not restored");
        }
        if (number < highest.number() && older.isEmpty()) {
            throw new BackupException("checkpoint " + number + " is older than checkpoint " + highest.number()
                    + ", the highest one that was made. Find that one; or, if it is lost, say with --older=REASON that what came"
                    + " after checkpoint " + number + " is lost");
        }
    }
}

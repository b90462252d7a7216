// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoint;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import java.io.IOException;
import java.io.PrintStream;
import java.time.InstantSource;
import picocli.CommandLine.Command;

/** {@code notenboom backup list}. */
@Command(
        name = "list",
        description = {
            "Lists the backups that are at the target, with the verdict on each signature.",
            "Exit status: 0 all verify, 1 one does not, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true)
final class ListCommand extends ConfiguredCommand {

    ListCommand(InstantSource clock, PrintStream out) {
        super(clock, out);
    }

    @Override
    int run(BackupParts parts) throws IOException {
        Checkpoints checkpoints = parts.checkpoints();
        boolean sound = true;
        for (long number : checkpoints.numbers()) {
            try {
                Checkpoint checkpoint = checkpoints.read(number).checkpoint();
                say(number + "  " + checkpoint.time() + "  "
                        + checkpoint.standing().files() + " files  "
                        + checkpoint.standing().bytes() + " bytes  "
                        + checkpoint.standing().logEntries() + " events");
            } catch (BackupException refused) {
                sound = false;
                say(number + "  NOT SOUND: " + refused.getMessage());
            }
        }
        say("highest known: "
                + parts.guard()
                        .highest()
                        .map(highest -> Long.toString(highest.number()))
                        .orElse("none"));
        return sound ? 0 : 1;
    }
}

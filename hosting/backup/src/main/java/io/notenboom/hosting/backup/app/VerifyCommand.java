// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.hosting.backup.BackupException;
import io.notenboom.hosting.backup.checkpoint.Checkpoints;
import io.notenboom.hosting.backup.checkpoint.SignedCheckpoint;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.restore.Staging;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom backup verify}. */
@Command(
        name = "verify",
        description = {
            "Fetches a backup and compares every byte with what was signed. With an identity what is inside, too.",
            "Exit status: 0 sound, 1 not sound, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true)
final class VerifyCommand extends ConfiguredCommand {

    @Option(names = "--number", description = "Number of the checkpoint (default: the newest).")
    @Nullable
    Long number;

    @Option(names = "--identity", description = "File with the secret key of one of the recipients.")
    @Nullable
    Path identity;

    VerifyCommand(InstantSource clock, PrintStream out) {
        super(clock, out);
    }

    @Override
    int run(BackupParts parts) throws IOException {
        Checkpoints checkpoints = parts.checkpoints();
        Long wanted = number;
        long chosen = wanted != null
                ? wanted
                : checkpoints.newest().orElseThrow(() -> new BackupException("there is no backup at the target"));
        SignedCheckpoint signed = checkpoints.read(chosen);
        checkpoints.requireFollows(signed);
        Path folder = parts.work().resolve("verify");
        DurableFiles.deleteFolder(folder);
        Path secret = identity;
        Staging staging = new Staging(folder, parts.target(), done -> {});
        try {
            staging.fetch(signed.checkpoint());
            if (secret != null) {
                int files = staging.assemble(signed.checkpoint(), Identities.read(secret))
                        .files()
                        .size();
                say("SOUND: checkpoint " + chosen + ", " + files + " files are as they were signed");
            } else {
                say("SOUND: checkpoint " + chosen + ", "
                        + signed.checkpoint().parts().size()
                        + " parts are as they were signed; what is in them was not read, without --identity");
            }
            return 0;
        } finally {
            DurableFiles.deleteFolder(folder);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.hosting.backup.drill.BackupDrill;
import io.notenboom.hosting.backup.drill.RegistryVerifier;
import io.notenboom.hosting.backup.file.DurableFiles;
import io.notenboom.hosting.backup.part.Identities;
import io.notenboom.hosting.backup.restore.Choice;
import io.notenboom.hosting.backup.status.BackupStatus;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom backup drill}. */
@Command(
        name = "drill",
        description = {
            "Restores the newest backup into a folder and a Redis that are thrown away, and notes whether that went well.",
            "Exit status: 0 passed, 1 not passed, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true)
final class DrillCommand extends ConfiguredCommand {

    private static final double NANOS = 1e9;

    private final Path home;

    @Option(names = "--identity", required = true, description = "File with the secret key of one of the recipients.")
    Path identity = Path.of("identity");

    DrillCommand(Path home, InstantSource clock, PrintStream out) {
        super(clock, out);
        this.home = home;
    }

    @Override
    int run(BackupParts parts) throws IOException {
        long start = System.nanoTime();
        BackupStatus.Drill done;
        try {
            Path folder = parts.work().resolve("drill");
            DurableFiles.deleteFolder(folder);
            BackupDrill.Outcome outcome = new BackupDrill(
                            parts.config().customer(),
                            parts.target(),
                            new Choice(parts.checkpoints(), parts.guard()),
                            new RegistryVerifier(home, parts.config().optionalPath("foundation-root")),
                            this::say)
                    .run(DurableFiles.folder(folder), Identities.read(identity));
            done = drill(outcome.checkpoint().number(), true, start, outcome.seen());
        } catch (IOException | RuntimeException failure) {
            done = drill(0, false, start, FailureText.of(failure));
        }
        BackupStatus.read(parts.work()).with(done).write(parts.work());
        say((done.passed() ? "PASSED: " : "NOT PASSED: ") + done.seen());
        return done.passed() ? 0 : 1;
    }

    private BackupStatus.Drill drill(long number, boolean passed, long start, String seen) {
        return new BackupStatus.Drill(number, clock().instant(), passed, (System.nanoTime() - start) / NANOS, seen);
    }
}

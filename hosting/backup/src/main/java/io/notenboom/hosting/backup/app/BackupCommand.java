// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import io.notenboom.custody.CustodyException;
import io.notenboom.hosting.backup.BackupException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Entry point of {@code notenboom backup}. */
@Command(
        name = "backup",
        description = "Backups of a node, and restoring it without taking anything back.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class BackupCommand implements Runnable {

    private BackupCommand() {}

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }

    /** Runs a sub-command and exits with its status: 0 done, 1 failed, 2 wrong arguments. */
    public static void main(String[] arguments) {
        Path home = Path.of(System.getProperty("notenboom.home", "."))
                .toAbsolutePath()
                .normalize();
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(commandLine(home, Clock.systemUTC(), out, err).execute(arguments));
    }

    /** The command with its sub-commands. */
    static CommandLine commandLine(Path home, InstantSource clock, PrintStream out, PrintStream err) {
        return new CommandLine(new BackupCommand())
                .addSubcommand(new ExportCommand(clock, out))
                .addSubcommand(new ListCommand(clock, out))
                .addSubcommand(new VerifyCommand(clock, out))
                .addSubcommand(new RestoreCommand(clock, out))
                .addSubcommand(new DrillCommand(home, clock, out))
                .addSubcommand(new StatusCommand(clock, out))
                .addSubcommand(new KeygenCommand(out))
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, err));
    }

    private static int failed(Exception failure, PrintStream err) throws Exception {
        boolean expected = failure instanceof BackupException
                || failure instanceof CustodyException
                || failure instanceof IOException
                || failure instanceof UncheckedIOException;
        if (failure instanceof IllegalArgumentException) {
            err.println("notenboom backup: " + failure.getMessage());
            return 2;
        }
        if (!expected) {
            throw failure;
        }
        err.println("notenboom backup: " + FailureText.of(failure));
        return 1;
    }
}

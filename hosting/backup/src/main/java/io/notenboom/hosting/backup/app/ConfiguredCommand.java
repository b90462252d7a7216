// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.backup.app;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A sub-command that works with the configuration of a node's backups. */
abstract class ConfiguredCommand implements Callable<Integer> {

    private final InstantSource clock;
    private final PrintStream out;

    @Option(
            names = "--config",
            required = true,
            defaultValue = "${env:NOTENBOOM_BACKUP}",
            description = {
                "File with the configuration of the backups (default: what NOTENBOOM_BACKUP names). Of several files a later one"
                        + " counts where both say something."
            })
    List<Path> config = new ArrayList<>();

    ConfiguredCommand(InstantSource clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    InstantSource clock() {
        return clock;
    }

    void say(String text) {
        out.println(text);
    }

    @Override
    public final Integer call() throws Exception {
        try (BackupParts parts = new BackupParts(BackupConfig.read(config), clock)) {
            return run(parts);
        }
    }

    /** Does it; answers the exit status. */
    abstract int run(BackupParts parts) throws Exception;
}

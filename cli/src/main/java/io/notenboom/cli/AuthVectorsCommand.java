// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom auth vectors}: replays recorded traffic of Nuts nodes, by a program of auth-service. */
@Command(
        name = "vectors",
        description = {
            "Replays recorded traffic of Nuts nodes in the place of each recorded node, at the recorded times, and verifies"
                    + " every signature in it. Prints for each item what was checked and whether it held.",
            "Exit status: 0 nothing failed, 1 something failed, 2 a folder cannot be read or wrong arguments."
        },
        mixinStandardHelpOptions = true)
public final class AuthVectorsCommand implements Callable<Integer> {

    private static final String PROGRAM = "io.notenboom.auth.replay.app.ReplayRecordings";

    private final Path home;

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders with recorded traffic.")
    List<String> folders = List.of();

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Format format = Format.text;

    /** @param home the source tree */
    public AuthVectorsCommand(Path home) {
        this.home = home;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return new ServiceProgram(home, "auth-service", PROGRAM).run(arguments());
    }

    List<String> command(Path service) {
        return new ServiceProgram(home, "auth-service", PROGRAM).command(service, arguments());
    }

    private List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("--format=" + format.name().toLowerCase(Locale.ROOT));
        arguments.addAll(folders);
        return arguments;
    }

    /** How results are written. */
    enum Format {
        text,
        json
    }
}

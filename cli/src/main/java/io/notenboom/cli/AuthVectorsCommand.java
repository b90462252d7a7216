// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
public final class AuthVectorsCommand extends ServiceCommand {

    private static final String PROGRAM = "io.notenboom.auth.replay.app.ReplayRecordings";

    @Parameters(arity = "1..*", paramLabel = "DIR", description = "Folders with recorded traffic.")
    List<String> folders = List.of();

    @Option(
            names = "--format",
            defaultValue = "text",
            description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    Format format = Format.text;

    /** @param home the source tree */
    public AuthVectorsCommand(Path home) {
        super(new ServiceProgram(home, "auth-service", PROGRAM));
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>();
        add(arguments, "format", format.name().toLowerCase(Locale.ROOT));
        arguments.addAll(folders);
        return arguments;
    }

    /** How results are written. */
    enum Format {
        text,
        json
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code notenboom pdp vectors}: runs files of cases, by a program of pdp-service. */
@Command(
        name = "vectors",
        description = {
            "Runs files of cases against the decision point: raw requests, derivations from Compositions, decisions, calls of"
                    + " enforcement points. What a file holds is seen from its content. Prints each case that fails with what"
                    + " was expected, what came, and the check that decided.",
            "Exit status: 0 nothing failed, 1 something failed, 2 a file is not understood or wrong arguments."
        },
        mixinStandardHelpOptions = true)
public final class PdpVectorsCommand extends ServiceCommand {

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of cases (JSON).")
    List<String> files = List.of();

    /** @param home the source tree */
    public PdpVectorsCommand(Path home) {
        super(new ServiceProgram(home, "pdp-service", "io.notenboom.pdp.app.tool.RunVectors"));
    }

    @Override
    List<String> arguments() {
        return files;
    }
}

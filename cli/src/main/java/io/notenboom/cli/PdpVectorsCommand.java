// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
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
public final class PdpVectorsCommand implements Callable<Integer> {

    private final ServiceProgram program;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of cases (JSON).")
    List<String> files = List.of();

    /** @param home the source tree */
    public PdpVectorsCommand(Path home) {
        this.program = new ServiceProgram(home, "pdp-service", "io.notenboom.pdp.app.vectors.RunVectors");
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        return program.run(files);
    }

    List<String> command(Path service) {
        return program.command(service, files);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The sub-commands of {@code notenboom pdp} about the rules in Rego, by programs of pdp-service. */
final class PdpRulesCommands {

    private static final String SERVICE = "pdp-service";
    private static final String PROGRAMS = "io.notenboom.pdp.app.tool.";

    private PdpRulesCommands() {}

    /** All of them. */
    static List<Object> all(Path home) {
        return List.of(new OpaRules(home), new OpaParity(home));
    }

    /** {@code notenboom pdp opa-rules}. */
    @Command(
            name = "opa-rules",
            description = {
                "Writes the rules of the decision point as a bundle for Open Policy Agent: grammar and checks in Rego, the"
                        + " shipped profiles and flows as data. To check decisions by, not to put in the place of the decision"
                        + " point; what Rego cannot do, its comments say.",
                "Exit status: 0 written, 2 not written or wrong arguments."
            },
            mixinStandardHelpOptions = true)
    static final class OpaRules extends ServiceCommand {

        @Parameters(index = "0", paramLabel = "DIR", description = "Folder for the bundle.")
        String folder = "";

        @Option(names = "--flows", description = "File with flows, as GET /pdp/v1/flows answers them (default: none).")
        @Nullable
        Path flows;

        OpaRules(Path home) {
            super(new ServiceProgram(home, SERVICE, PROGRAMS + "WriteRules"));
        }

        @Override
        List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            add(arguments, "flows", flows);
            arguments.add(folder);
            return arguments;
        }
    }

    /** {@code notenboom pdp opa-parity}. */
    @Command(
            name = "opa-parity",
            description = {
                "Asks a real Open Policy Agent with the rules in Rego what files of cases (raw requests, decisions) ask the engine,"
                        + " and names each answer that differs.",
                "Exit status: 0 no difference, 1 differences, 2 no opa, a file is not understood, or wrong arguments."
            },
            mixinStandardHelpOptions = true)
    static final class OpaParity extends ServiceCommand {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of cases (JSON).")
        List<String> files = List.of();

        @Option(names = "--opa", description = "The program (default: the one on the PATH).")
        @Nullable
        Path opa;

        OpaParity(Path home) {
            super(new ServiceProgram(home, SERVICE, PROGRAMS + "CompareWithOpa"));
        }

        @Override
        List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            add(arguments, "opa", opa);
            arguments.addAll(files);
            return arguments;
        }
    }
}

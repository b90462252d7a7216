// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The sub-commands of {@code notenboom pdp} about decision logs and tables of cases, by programs of pdp-service. */
final class PdpLogCommands {

    private static final String SERVICE = "pdp-service";
    private static final String PROGRAMS = "io.notenboom.pdp.app.tool.";

    private PdpLogCommands() {}

    /** All of them. */
    static List<Object> all(Path home) {
        return List.of(new VerifyLog(home), new ReplayLog(home), new TestCases(home));
    }

    /** {@code notenboom pdp verify-log}. */
    @Command(
            name = "verify-log",
            description = {
                "Verifies a decision log that lies in a folder, without the service that wrote it.",
                "Exit status: 0 whole, 1 not whole (segment, line and reason are named), 2 cannot be read or wrong"
                        + " arguments."
            },
            mixinStandardHelpOptions = true)
    static final class VerifyLog extends ServiceCommand {

        @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the log: decisions in the data folder.")
        String folder = "";

        @Option(names = "--head", description = "A head that was noted earlier; the log has to contain it.")
        @Nullable
        String head;

        VerifyLog(Path home) {
            super(new ServiceProgram(home, SERVICE, PROGRAMS + "VerifyDecisions"));
        }

        @Override
        List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            add(arguments, "head", head);
            arguments.add(folder);
            return arguments;
        }
    }

    /** {@code notenboom pdp replay}. */
    @Command(
            name = "replay",
            description = {
                "Makes the decisions of a log again and lists those that come out otherwise.",
                "Exit status: 0 nothing changes, 1 something does, 2 cannot be read or wrong arguments."
            },
            mixinStandardHelpOptions = true)
    static final class ReplayLog extends ServiceCommand {

        @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the log: decisions in the data folder.")
        String folder = "";

        @Option(
                names = "--profile",
                description = "File with another version of a profile (default: the profiles that decided).")
        @Nullable
        Path profile;

        @Option(names = "--from", description = "Not before this UTC time.")
        @Nullable
        String from;

        @Option(names = "--to", description = "Before this UTC time.")
        @Nullable
        String to;

        ReplayLog(Path home) {
            super(new ServiceProgram(home, SERVICE, PROGRAMS + "ReplayDecisions"));
        }

        @Override
        List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            add(arguments, "profile", profile);
            add(arguments, "from", from);
            add(arguments, "to", to);
            arguments.add(folder);
            return arguments;
        }
    }

    /** {@code notenboom pdp test}. */
    @Command(
            name = "test",
            description = {
                "Runs tables of cases: flows, tokens, requests, and what shall be decided.",
                "Exit status: 0 everything as expected, 1 something not, 2 cannot be read or wrong arguments."
            },
            mixinStandardHelpOptions = true)
    static final class TestCases extends ServiceCommand {

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files with cases.")
        List<String> files = List.of();

        @Option(names = "--junit", description = "Writes the results to this file as JUnit XML.")
        @Nullable
        Path junit;

        TestCases(Path home) {
            super(new ServiceProgram(home, SERVICE, PROGRAMS + "RunCases"));
        }

        @Override
        List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            add(arguments, "junit", junit);
            arguments.addAll(files);
            return arguments;
        }
    }
}

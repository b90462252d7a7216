// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code notenboom pdp}: the decision log and tables of cases, by programs of pdp-service. */
@Command(
        name = "pdp",
        description = "Verifies and replays decision logs, and runs tables of cases.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
public final class PdpCommand implements Runnable {

    private static final String SERVICE = "pdp-service";
    private static final String PROGRAMS = "io.notenboom.pdp.app.tool.";

    @Spec
    CommandSpec spec = CommandSpec.create();

    private PdpCommand() {}

    /**
     * The command with its sub-commands.
     *
     * @param home the source tree
     */
    public static CommandLine commandLine(Path home) {
        return new CommandLine(new PdpCommand())
                .addSubcommand(new VerifyLog(home))
                .addSubcommand(new ReplayLog(home))
                .addSubcommand(new TestCases(home));
    }

    @Override
    public void run() {
        spec.commandLine().usage(System.out);
    }

    private static void add(List<String> arguments, String option, @Nullable Object value) {
        if (value != null) {
            arguments.add("--" + option + "=" + value);
        }
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
    static final class VerifyLog implements Callable<Integer> {

        private final Path home;

        @Parameters(index = "0", paramLabel = "DIR", description = "Folder of the log: decisions in the data folder.")
        String folder = "";

        @Option(names = "--head", description = "A head that was noted earlier; the log has to contain it.")
        @Nullable
        String head;

        VerifyLog(Path home) {
            this.home = home;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            return new ServiceProgram(home, SERVICE, PROGRAMS + "VerifyDecisions").run(arguments());
        }

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
    static final class ReplayLog implements Callable<Integer> {

        private final Path home;

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
            this.home = home;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            return new ServiceProgram(home, SERVICE, PROGRAMS + "ReplayDecisions").run(arguments());
        }

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
    static final class TestCases implements Callable<Integer> {

        private final Path home;

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "YAML files with cases.")
        List<String> files = List.of();

        @Option(names = "--junit", description = "Writes the results to this file as JUnit XML.")
        @Nullable
        Path junit;

        TestCases(Path home) {
            this.home = home;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            return new ServiceProgram(home, SERVICE, PROGRAMS + "RunCases").run(arguments());
        }

        List<String> arguments() {
            List<String> arguments = new ArrayList<>();
            add(arguments, "junit", junit);
            arguments.addAll(files);
            return arguments;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code notenboom registry verify}: verifies a node's log from outside. Runs the registry's own verifier as a process of its
 * own, so that nothing of a service is on the class path of this command.
 */
@Command(
        name = "verify",
        description = {
            "Verifies a node's event log from outside, without trust in the node: the checkpoint's signature, all"
                    + " tiles and entries, and of every event signature, place and path to the Foundation's root.",
            "Exit status: 0 sound, 1 not sound (the first wrong place is named), 2 cannot be read or wrong arguments."
        },
        mixinStandardHelpOptions = true)
public final class RegistryVerifyCommand extends ServiceCommand {

    private static final String PROGRAM = "io.notenboom.registry.audit.app.VerifyLog";

    @Parameters(index = "0", paramLabel = "DIR|URL", description = "A registry's data folder, its log, or a URL of it.")
    String place = "";

    @Option(names = "--root", required = true, description = "The Foundation's root certificate, PEM.")
    Path root = Path.of("root.pem");

    @Option(names = "--network", description = "Name of the network (default: the one that the log names).")
    @Nullable
    String network;

    @Option(names = "--key", description = "Key of the log, as its file key has it (default: taken from the log).")
    @Nullable
    String key;

    @Option(names = "--earlier", description = "File with a checkpoint seen before, with which the log has to begin.")
    @Nullable
    Path earlier;

    /** @param home the source tree */
    public RegistryVerifyCommand(Path home) {
        super(new ServiceProgram(home, "registry-service", PROGRAM));
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--root=" + root));
        add(arguments, "network", network);
        add(arguments, "key", key);
        add(arguments, "earlier", earlier);
        arguments.add(place);
        return arguments;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom pdp sign-profile}: signs use-case profiles, by a program of pdp-service. */
@Command(
        name = "sign-profile",
        description = {
            "Signs use-case profiles: writes PROFILE.jws beside each, and the public key to pin as a JWK Set. Without"
                    + " --private-key the key is used once and forgotten.",
            "Exit status: 0 done, 2 a file is no profile or wrong arguments."
        },
        mixinStandardHelpOptions = true)
public final class PdpSignProfileCommand extends ServiceCommand {

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "FILE",
            description = "Where the public key goes; notenboom.pdp.profiles.keys-file names it.")
    String keys = "";

    @Option(
            names = "--private-key",
            paramLabel = "FILE",
            description = "The private key to use; made when the file is not there.")
    @Nullable
    String privateKey;

    @Parameters(arity = "1..*", paramLabel = "PROFILE", description = "Profiles (JSON).")
    List<String> profiles = List.of();

    /** @param home the source tree */
    public PdpSignProfileCommand(Path home) {
        super(new ServiceProgram(home, "pdp-service", "io.notenboom.pdp.app.profile.SignProfiles"));
    }

    @Override
    List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of("--keys=" + keys));
        add(arguments, "private-key", privateKey);
        arguments.addAll(profiles);
        return arguments;
    }
}

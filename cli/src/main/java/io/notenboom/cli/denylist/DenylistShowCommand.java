// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom denylist show}. */
@Command(
        name = "show",
        description = {
            "Verifies a signed list and prints a line for each certificate: serial number, thumbprint of the key, issuer,"
                    + " reason.",
            "Exit status: 0 good and in force, 1 it has ended, 2 a file is missing, or the list is not signed with a known"
                    + " key."
        },
        mixinStandardHelpOptions = true)
final class DenylistShowCommand extends DenylistStep {

    private final InstantSource clock;

    @Option(
            names = "--keys",
            required = true,
            paramLabel = "FILE",
            description = "JWK Set or PEM with the keys of the signer.")
    Path keys = Path.of("denylist-keys.json");

    @Parameters(paramLabel = "LIST", description = "The signed list.")
    Path list = Path.of("denylist.jws");

    DenylistShowCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    protected int run() throws IOException {
        Denylist shown = Denylist.verifyKept(Files.readString(list), DenylistKeys.read(Files.readString(keys)));
        tell("number " + shown.number().map(String::valueOf).orElse("none") + ", made "
                + shown.made().map(Instant::toString).orElse("at an unknown time") + ", "
                + shown.end().map(end -> "until " + end).orElse("without an end") + ", "
                + shown.entries().size() + " entries");
        shown.entries().forEach(entry -> tell(line(entry)));
        return shown.isCurrent(clock.instant()) ? 0 : failed(1, "the list has ended");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.tls;

import io.notenboom.trust.tls.ListenerFolder;
import io.notenboom.trust.tls.TrustedAuthorities;
import io.notenboom.trust.x509.PemIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom tls install}. */
@Command(
        name = "install",
        description = {
            "Checks the certificate for the request that waits (key, chain to a trusted authority, names, period, for servers)"
                    + " and lets the listener read it. A running service uses it within ten seconds, without a restart and"
                    + " without ending connections. What was there stays as previous.pem and previous.key.",
            "Exit status: 0 done, 1 not possible, 2 a file is missing or something does not fit; nothing is changed then."
        },
        mixinStandardHelpOptions = true)
final class TlsInstallCommand extends TlsStep {

    private final InstantSource clock;

    @Option(
            names = "--trust",
            paramLabel = "FILE",
            description = "PEM bundle with the authority's roots; without it those of the Java runtime count.")
    @Nullable
    Path trust;

    @Parameters(paramLabel = "CHAIN", description = "PEM: the certificate, then the issuers that go with it.")
    Path chain = Path.of("chain.pem");

    TlsInstallCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    int run(ListenerFolder listener) throws IOException {
        if (!listener.isPending() && !Files.exists(listener.key())) {
            return failed(2, "there is neither a request nor a key in " + folder + "; begin with `tls csr`");
        }
        Instant now = clock.instant();
        Path bundle = trust;
        try {
            PemIdentity installed = listener.install(
                    Files.readString(chain),
                    bundle == null
                            ? TrustedAuthorities.ofTheRuntimeAnd(Optional.empty())
                            : TrustedAuthorities.only(bundle),
                    now);
            describe(installed.chain().getFirst(), now);
        } catch (IllegalArgumentException unfit) {
            return failed(2, String.valueOf(unfit.getMessage()));
        }
        tell("installed   " + listener.certificate());
        return 0;
    }
}

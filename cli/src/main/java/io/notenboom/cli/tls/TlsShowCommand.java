// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.tls;

import io.notenboom.trust.tls.ListenerFolder;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code notenboom tls show}. */
@Command(
        name = "show",
        description = {
            "Shows the certificate of a listener, and whether a request waits.",
            "Exit status: 0 good, 1 it ends soon or has ended, 2 there is none."
        },
        mixinStandardHelpOptions = true)
final class TlsShowCommand extends TlsStep {

    private final InstantSource clock;

    @Option(names = "--days", defaultValue = "30", description = "Soon is within this many days (30).")
    int days = 30;

    TlsShowCommand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    int run(ListenerFolder listener) throws IOException {
        if (listener.isPending()) {
            tell("waits for its certificate: " + folder.resolve("pending.csr"));
        }
        Optional<List<X509Certificate>> installed = listener.installed();
        if (installed.isEmpty()) {
            return failed(2, "there is no certificate in " + folder);
        }
        X509Certificate certificate = installed.get().getFirst();
        Instant now = clock.instant();
        describe(certificate, now);
        tell("chain       " + installed.get().size() + " certificates");
        Instant end = certificate.getNotAfter().toInstant();
        if (!end.isAfter(now)) {
            return failed(1, "the certificate has ended");
        }
        return Duration.between(now, end).toDays() < days
                ? failed(1, "the certificate ends within " + days + " days: ask for another one with `tls csr`")
                : 0;
    }
}

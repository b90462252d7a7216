// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.tls;

import io.notenboom.cli.file.FileStep;
import io.notenboom.trust.tls.ListenerFolder;
import io.notenboom.trust.x509.Fingerprints;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import picocli.CommandLine.Option;

/** What the sub-commands share: the folder of a listener. */
abstract class TlsStep extends FileStep {

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the listener: key.pem and certificate.pem are what it reads.")
    Path folder = Path.of("tls");

    /** Does it, and answers the exit status. */
    abstract int run(ListenerFolder listener) throws IOException;

    @Override
    protected final int run() throws IOException {
        return run(new ListenerFolder(folder));
    }

    /** What people want to know of a certificate. */
    void describe(X509Certificate certificate, Instant now) {
        Instant end = certificate.getNotAfter().toInstant();
        tell("subject     " + certificate.getSubjectX500Principal());
        tell("names       " + String.join(", ", ListenerFolder.namesOf(certificate)));
        tell("issuer      " + certificate.getIssuerX500Principal());
        tell("serial      " + certificate.getSerialNumber());
        tell("key         " + certificate.getPublicKey().getAlgorithm() + ", SHA-256 "
                + Fingerprints.ofKey(certificate.getPublicKey()));
        tell("valid       " + certificate.getNotBefore().toInstant() + " to " + end + ", "
                + Duration.between(now, end).toDays() + " days left");
    }
}

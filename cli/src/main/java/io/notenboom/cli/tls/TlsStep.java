// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.tls;

import io.notenboom.trust.tls.ListenerFolder;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** What the sub-commands share: exit status 1 when files cannot be written, 2 when one is missing or not fit. */
abstract class TlsStep implements Callable<Integer> {

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--folder",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the listener: key.pem and certificate.pem are what it reads.")
    Path folder = Path.of("tls");

    /** Does it, and answers the exit status. */
    abstract int run(ListenerFolder listener) throws IOException;

    @Override
    public Integer call() {
        try {
            return run(new ListenerFolder(folder));
        } catch (NoSuchFileException missing) {
            return failed(2, "there is no file " + missing.getFile());
        } catch (UnfitCertificateInputException unfit) {
            return failed(2, String.valueOf(unfit.getMessage()));
        } catch (IOException failed) {
            return failed(1, "cannot read or write: " + failed.getMessage());
        }
    }

    /** Writes for the caller. */
    void tell(String text) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(text);
        out.flush();
    }

    /** Tells what is wrong. */
    int failed(int status, String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("notenboom: " + why);
        err.flush();
        return status;
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

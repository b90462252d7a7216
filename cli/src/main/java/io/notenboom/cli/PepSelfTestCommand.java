// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli;

import io.notenboom.gateway.selftest.BackendWatch;
import io.notenboom.gateway.selftest.BypassList;
import io.notenboom.gateway.selftest.OwnershipProof;
import io.notenboom.gateway.selftest.PermittedRequest;
import io.notenboom.gateway.selftest.SelfTest;
import io.notenboom.gateway.selftest.StandInBackend;
import io.notenboom.gateway.selftest.Target;
import io.notenboom.trust.tls.TrustedAuthorities;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code notenboom pep-selftest}: fires the list of ways around a decision at a running gateway. */
@Command(
        name = "pep-selftest",
        description = {
            "Sends requests that try to get around a decision to a running gateway, and tells which reached the server behind it.",
            "A gateway that is not on this machine is tested only with --proof: it has to serve the content of that file at "
                    + OwnershipProof.PATH + ".",
            "Exit status: 0 nothing got through, 1 something did or it could not be told, 2 wrong arguments."
        },
        mixinStandardHelpOptions = true)
public final class PepSelfTestCommand implements Callable<Integer> {

    private final PrintStream out;
    private final PrintStream err;

    @Parameters(index = "0", paramLabel = "URL", description = "The gateway: scheme, host and port.")
    String url = "";

    @Option(
            names = "--permitted",
            required = true,
            paramLabel = "TARGET",
            description = "A resource that may be read with the token, such as /fhir/Composition/1.")
    String permitted = "";

    @Option(
            names = "--headers",
            required = true,
            paramLabel = "FILE",
            description =
                    "File with the header lines of that read, such as 'Authorization: Bearer …'. The token must be one that"
                            + " can be used many times: not bound to a key.")
    Path headers = Path.of("headers");

    @ArgGroup(multiplicity = "1")
    Backend backend = new Backend();

    @Option(names = "--trust", paramLabel = "PEM", description = "Authorities of the gateway's certificate.")
    @Nullable
    Path trust;

    @Option(names = "--proof", paramLabel = "FILE", description = "File with the token that the gateway serves.")
    @Nullable
    Path proof;

    /** How is known what reached the server behind the gateway. */
    static final class Backend {

        @Option(
                names = "--backend-port",
                paramLabel = "PORT",
                description = "Stand in for that server at this port of 127.0.0.1; the gateway has to lead there.")
        @Nullable
        Integer port;

        @Option(
                names = "--backend-header",
                paramLabel = "NAME:VALUE",
                description = "A header that the server behind the gateway sets on every answer, and nobody else does.")
        @Nullable
        String header;
    }

    /** A command that writes here. */
    public PepSelfTestCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        try {
            Target target = Target.of(url, tls());
            if (!target.loopback() && !proven(target)) {
                return 2;
            }
            List<String> fields = Files.readAllLines(headers).stream()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return test(target, PermittedRequest.of(permitted, fields));
        } catch (IllegalArgumentException wrong) {
            err.println("notenboom: " + wrong.getMessage());
            return 2;
        } catch (IOException | GeneralSecurityException failure) {
            err.println("notenboom: " + failure);
            return 1;
        }
    }

    private boolean proven(Target target) throws IOException {
        if (proof == null) {
            err.println("notenboom: " + target.host()
                    + " is not on this machine: give --proof FILE with a token, such as openssl"
                    + " rand -hex 32 makes, and have the gateway serve it at " + OwnershipProof.PATH);
            return false;
        }
        boolean given = OwnershipProof.given(target, Files.readString(proof).strip());
        if (!given) {
            err.println("notenboom: " + url + OwnershipProof.PATH + " does not serve the token of " + proof
                    + ": nothing was sent");
        }
        return given;
    }

    private int test(Target target, PermittedRequest read) throws IOException {
        String header = backend.header;
        if (header != null) {
            int colon = header.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("give --backend-header as NAME:VALUE");
            }
            BackendWatch watch = BackendWatch.byHeader(
                    header.substring(0, colon).strip(),
                    header.substring(colon + 1).strip());
            return report(new SelfTest(target, read, watch).run(), read, watch);
        }
        int port = backend.port == null ? 0 : backend.port;
        try (StandInBackend standIn = new StandInBackend(port)) {
            return report(new SelfTest(target, read, standIn).run(), read, standIn);
        }
    }

    private int report(SelfTest.Report report, PermittedRequest read, BackendWatch watch) {
        out.println("How it is known: " + watch.describe());
        for (SelfTest.Result result : report.results()) {
            out.printf(
                    "  %s %2d %s: %s %.100s -> %s%n",
                    result.reached() ? "✘" : "✔",
                    result.probe().line(),
                    result.probe().what(),
                    result.probe().method(),
                    result.probe().target().replaceAll("[^ -~]", "?"),
                    result.answer().status() == 0 ? "closed" : result.answer().status());
        }
        BypassList.around(read).notFired().forEach((line, why) -> out.printf("  – %2d not sent: %s%n", line, why));
        if (!report.watched()) {
            out.println(
                    "The permitted read of " + read.target()
                            + " did not come back with 200 from the server behind the gateway, before and after: nothing is shown.");
            return 1;
        }
        int through = report.through().size();
        out.printf(
                "%d of %d requests reached the server behind the gateway%n",
                through, report.results().size());
        return through == 0 ? 0 : 1;
    }

    private SSLContext tls() throws IOException, GeneralSecurityException {
        return trust == null ? SSLContext.getDefault() : TrustedAuthorities.context(TrustedAuthorities.only(trust));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.e2e.drill.pdp;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.e2e.client.StepFailure;
import io.notenboom.e2e.drill.Drill;
import io.notenboom.gateway.GatewayConfig;
import io.notenboom.gateway.run.RunnableGateway;
import io.notenboom.gateway.selftest.PermittedRequest;
import io.notenboom.gateway.selftest.SelfTest;
import io.notenboom.gateway.selftest.StandInBackend;
import io.notenboom.gateway.selftest.Target;
import io.notenboom.testkit.http.LoopbackTls;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Every gateway of this machine, with the configuration rendered for it, before a FHIR server that counts: no known way around a
 * decision of the policy decision point reaches it.
 */
public final class GatewayChecks {

    private static final long PATIENCE_SECONDS = 20;
    private static final long PAUSE_MILLISECONDS = 50;

    private final Path folder;
    private final InstantSource clock;
    private final DecisionPoint pdp;
    private final PermittedRequest permitted;

    /**
     * The policy decision point.
     *
     * @param url scheme, host and port of its internal listener
     * @param pep id of an enforcement point registered there with dialect {@code original} and body mode {@code none}
     * @param keyFile file with its key
     */
    public record DecisionPoint(String url, String pep, Path keyFile) {}

    /**
     * @param folder for configurations and logs
     * @param permitted a read that the policy decision point permits that enforcement point, as often as it is asked: its token is
     *     not bound to a key
     */
    public GatewayChecks(Path folder, InstantSource clock, DecisionPoint pdp, PermittedRequest permitted) {
        this.folder = folder;
        this.clock = clock;
        this.pdp = pdp;
        this.permitted = permitted;
    }

    /** One check for each gateway that reads are decided for by headers alone. */
    public void run(Drill drill) {
        for (RunnableGateway gateway : RunnableGateway.values()) {
            if (!gateway.product().bodyMode().equals("none")) {
                continue;
            }
            String what = "the bypass list through " + gateway.product().wireName();
            Optional<Path> program = gateway.find();
            if (program.isEmpty()) {
                drill.notRun(what, gateway.missing());
            } else {
                drill.check(what, () -> through(gateway, program.get()));
            }
        }
    }

    private String through(RunnableGateway gateway, Path program) throws Exception {
        Path own = Files.createDirectories(
                folder.resolve("gateway-" + gateway.product().wireName()));
        LoopbackTls tls = LoopbackTls.create(own, clock.instant());
        int port = freePort();
        try (StandInBackend backend = new StandInBackend(0)) {
            Path conf = own.resolve("conf");
            var unused = GatewayConfig.render(gateway.product(), model(own, tls, port, backend.port()), conf);
            gateway.prepare(conf);
            Process process = new ProcessBuilder(gateway.command(program, conf))
                    .redirectErrorStream(true)
                    .redirectOutput(own.resolve("gateway.log").toFile())
                    .start();
            try {
                Target target = new Target(true, "localhost", port, tls.context());
                awaitServing(process, port, own);
                return describe(new SelfTest(target, permitted, backend).run());
            } finally {
                process.destroy();
                if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            }
        }
    }

    private Path model(Path own, LoopbackTls tls, int port, int backendPort) throws IOException {
        Map<String, Object> model = Map.of(
                "customer",
                "drill1",
                "public",
                Map.of(
                        "host",
                        "localhost",
                        "address",
                        "127.0.0.1",
                        "port",
                        port,
                        "certificate",
                        tls.certificate().toString(),
                        "key",
                        tls.key().toString()),
                "fhir",
                Map.of("basePath", permitted.base(), "upstream", Map.of("url", "http://127.0.0.1:" + backendPort)),
                "pdp",
                Map.of(
                        "upstream", Map.of("url", pdp.url()),
                        "pep", pdp.pep(),
                        "keyFile", pdp.keyFile().toAbsolutePath().toString()),
                "workers",
                1);
        return Files.writeString(own.resolve("gateway.json"), new ObjectMapper().writeValueAsString(model));
    }

    private static void awaitServing(Process process, int port, Path own) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!accepts(port)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new StepFailure("it does not serve: see " + own.resolve("gateway.log"));
            }
            Thread.sleep(PAUSE_MILLISECONDS);
        }
    }

    private static boolean accepts(int port) {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String describe(SelfTest.Report report) {
        if (!report.watched()) {
            throw new StepFailure("the permitted read did not reach the FHIR server: nothing is shown");
        }
        if (!report.through().isEmpty()) {
            throw new StepFailure("reached the FHIR server: "
                    + report.through().stream()
                            .map(result ->
                                    result.probe().line() + " " + result.probe().what())
                            .collect(Collectors.joining("; ")));
        }
        return report.results().size() + " requests, none reached the FHIR server";
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}

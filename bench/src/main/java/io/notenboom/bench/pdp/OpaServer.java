// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.bench.load.Cores;
import io.notenboom.bench.load.Usage;
import io.notenboom.trust.json.StrictJson;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The Open Policy Agent as a server, with the same flows as data and an equivalent policy. */
final class OpaServer implements AutoCloseable {

    private static final int ATTEMPTS = 600;
    private static final int PAUSE_MILLIS = 100;
    private static final long END_SECONDS = 5;

    private final Process process;
    private final int port;

    private OpaServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** The program: where {@code -Dnotenboom.opa} or the variable OPA says, else on the PATH. */
    static Optional<Path> program() {
        String told = System.getProperty("notenboom.opa", Objects.requireNonNullElse(System.getenv("OPA"), ""));
        if (!told.isEmpty()) {
            return Optional.of(Path.of(told)).filter(Files::isExecutable);
        }
        return Arrays.stream(
                        Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "opa"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    static OpaServer start(Path program, Path folder, int flows) throws IOException, InterruptedException {
        Path policy = folder.resolve("authz.rego");
        try (InputStream text = Objects.requireNonNull(OpaServer.class.getResourceAsStream("authz.rego"))) {
            Files.write(policy, text.readAllBytes());
        }
        Path data = Files.write(folder.resolve("data.json"), StrictJson.write(data(flows)));
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                program.toString(),
                "run",
                "--server",
                "--disable-telemetry",
                "--log-level=error",
                "--addr=127.0.0.1:" + port,
                policy.toString(),
                data.toString());
        builder.environment().put("GOMAXPROCS", "1");
        OpaServer started = new OpaServer(
                builder.redirectErrorStream(true)
                        .redirectOutput(folder.resolve("opa.log").toFile())
                        .start(),
                port);
        started.awaitReady();
        boolean unusedWhereNothingIsPinned = Cores.pin(started.process.pid(), Cores.SERVICE);
        return started;
    }

    private void awaitReady() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < ATTEMPTS && process.isAlive(); attempt++) {
            try (Socket open = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (open.isConnected()) {
                    return;
                }
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            }
        }
        close();
        throw new IOException("opa did not start; see opa.log in the folder of the benchmark");
    }

    private static ObjectNode data(int flows) {
        ObjectNode data = StrictJson.newObject().put("issuer", SampleFlows.ISSUER);
        ObjectNode byResource = data.putObject("flows");
        for (int number = 0; number < flows; number++) {
            ObjectNode sample = SampleFlows.flow(number, flows);
            for (String list : new String[] {"compositions", "resources"}) {
                for (var entry : sample.path(list)) {
                    ObjectNode flow = byResource
                            .putArray(entry.path("ref").asText())
                            .addObject()
                            .put("id", "f" + number);
                    flow.putArray("receiver").add(SampleFlows.receiver(number, flows));
                    flow.putArray("actions").add("read");
                    flow.put("state", "in-progress").put("revoked", false);
                    flow.put("not_before", 1_767_225_600L).put("expires", 4_070_908_800L);
                }
            }
        }
        return data;
    }

    int port() {
        return port;
    }

    Usage usage() {
        return new Usage(process.pid());
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

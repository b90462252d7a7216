// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import io.notenboom.testkit.Await;
import io.notenboom.testkit.FreePorts;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A real OpenBao server in development mode on loopback, where the program is to be had: in the system property {@code
 * notenboom.bao}, the environment variable {@code NOTENBOOM_BAO}, or as {@code bao} on the path.
 */
public final class OpenBaoServer implements AutoCloseable {

    private final Process process;
    private final URI address;
    private final String rootToken;

    private OpenBaoServer(Process process, URI address, String rootToken) {
        this.process = process;
        this.address = address;
        this.rootToken = rootToken;
    }

    /** The program, if there is one. */
    public static Optional<Path> program() {
        String named = System.getProperty("notenboom.bao", System.getenv("NOTENBOOM_BAO"));
        if (named != null && !named.isEmpty()) {
            return Optional.of(Path.of(named));
        }
        String path = System.getenv("PATH");
        return Arrays.stream((path == null ? "" : path).split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, "bao"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts one that keeps everything in memory, and returns when it answers. */
    public static OpenBaoServer start(Path program) {
        int port = FreePorts.any();
        String token = Tokens.random("root-");
        try {
            ProcessBuilder builder = new ProcessBuilder(List.of(
                            program.toString(),
                            "server",
                            "-dev",
                            "-dev-no-store-token",
                            "-dev-root-token-id=" + token,
                            "-dev-listen-address=127.0.0.1:" + port))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD);
            OpenBaoServer server = new OpenBaoServer(builder.start(), URI.create("http://127.0.0.1:" + port), token);
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            Await.until(server::answers, "OpenBao answers");
            return server;
        } catch (IOException failure) {
            throw new UncheckedIOException(program + " cannot be started", failure);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("OpenBao ended with status " + process.exitValue());
        }
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    address.resolve("/v1/sys/health").toURL().openConnection();
            connection.setConnectTimeout(1_000);
            connection.setReadTimeout(1_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Its address. */
    public URI address() {
        return address;
    }

    /** A token that may do everything. */
    public String rootToken() {
        return rootToken;
    }

    /** Ends it. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

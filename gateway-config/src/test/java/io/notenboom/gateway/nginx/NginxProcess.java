// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.nginx;

import io.notenboom.gateway.GatewayConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The real NGINX of this machine with a rendered configuration. */
final class NginxProcess implements AutoCloseable {

    private final Process process;

    private NginxProcess(Process process) {
        this.process = process;
    }

    /** The program, if this machine has it. */
    static Optional<Path> program() {
        Stream<String> folders = Stream.concat(
                Stream.of(System.getenv().getOrDefault("PATH", "").split(":")),
                Stream.of("/usr/sbin", "/usr/local/sbin"));
        return folders.map(folder -> Path.of(folder, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Starts it and returns when it listens. */
    static NginxProcess start(Path program, Path folder) throws Exception {
        Process process = new ProcessBuilder(GatewayConfig.nginxCommand(program, folder))
                .redirectErrorStream(true)
                .start();
        CompletableFuture<Void> listening = new CompletableFuture<>();
        StringBuilder log = new StringBuilder();
        var unused = Thread.ofVirtual().start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log.append(line).append('\n');
                    if (line.contains("event method")) {
                        listening.complete(null);
                    }
                }
                listening.completeExceptionally(new IOException("nginx ended:\n" + log));
            } catch (IOException failure) {
                listening.completeExceptionally(failure);
            }
        });
        try {
            listening.get(10, TimeUnit.SECONDS);
            return new NginxProcess(process);
        } catch (Exception failure) {
            process.destroyForcibly();
            throw failure;
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}

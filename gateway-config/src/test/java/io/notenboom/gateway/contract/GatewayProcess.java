// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gateway.contract;

import io.notenboom.gateway.run.RunnableGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A real gateway of this machine with a rendered configuration. */
final class GatewayProcess implements AutoCloseable {

    private final Process process;

    private GatewayProcess(Process process) {
        this.process = process;
    }

    /** Starts it and returns when it serves. */
    static GatewayProcess start(RunnableGateway gateway, Path program, Path folder) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(gateway.command(program, folder)).redirectErrorStream(true);
        builder.environment().put("XDG_DATA_HOME", folder.toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.toString());
        Process process = builder.start();
        CompletableFuture<Void> serving = new CompletableFuture<>();
        Pattern ready = Pattern.compile(gateway.ready());
        StringBuffer log = new StringBuffer();
        var unused = Thread.ofVirtual().start(() -> {
            try (BufferedReader lines =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    log.append(line).append('\n');
                    if (Boolean.getBoolean("notenboom.gateway.log")) {
                        System.out.println(line);
                    }
                    if (ready.matcher(line).find()) {
                        serving.complete(null);
                    }
                }
                serving.completeExceptionally(new IOException(gateway + " ended:\n" + log));
            } catch (IOException failure) {
                serving.completeExceptionally(failure);
            }
        });
        try {
            serving.get(30, TimeUnit.SECONDS);
            return new GatewayProcess(process);
        } catch (Exception failure) {
            process.destroyForcibly();
            throw new IOException(gateway + " does not serve:\n" + log, failure);
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    }
}

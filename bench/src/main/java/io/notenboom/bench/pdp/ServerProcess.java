// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.pdp;

import io.notenboom.bench.load.Cores;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Somebody else's server as a process on this machine, from when it listens until it is closed. */
final class ServerProcess implements AutoCloseable {

    private static final int ATTEMPTS = 600;
    private static final int PAUSE_MILLIS = 100;
    private static final long END_SECONDS = 5;

    private final Process process;
    private final int port;

    private ServerProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Starts one and waits until it listens.
     *
     * @param log where it writes to; its name is in the message when it does not start
     * @param cores on which it runs, where the machine allows that
     */
    static ServerProcess start(List<String> command, Map<String, String> environment, int port, Path log, String cores)
            throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        ServerProcess started = new ServerProcess(builder.start(), port);
        started.awaitReady(log);
        boolean unusedWhereNothingIsPinned = Cores.pin(started.process.pid(), cores);
        return started;
    }

    private void awaitReady(Path log) throws IOException, InterruptedException {
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
        throw new IOException("it did not start; see " + log);
    }

    int port() {
        return port;
    }

    long id() {
        return process.pid();
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

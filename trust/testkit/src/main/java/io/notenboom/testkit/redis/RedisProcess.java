// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.redis;

import io.notenboom.testkit.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A redis-server of the system on this machine, and {@code redis-cli} at it as the user that may do everything. */
public final class RedisProcess implements AutoCloseable {

    private static final Path SERVER = Path.of("/usr/bin/redis-server");
    private static final Path CLIENT = Path.of("/usr/bin/redis-cli");
    private static final int BUS_OFFSET = 10_000;
    private static final long PATIENCE_NANOS = 20_000_000_000L;

    private final int port;
    private final Path folder;
    private final List<String> arguments;
    private Process process;

    /**
     * Starts it and returns when it answers.
     *
     * @param folder where its log goes
     * @param port the port that the arguments tell it
     */
    RedisProcess(Path folder, int port, List<String> arguments) {
        this.port = port;
        this.folder = folder;
        this.arguments = List.copyOf(arguments);
        this.process = launch();
    }

    /** Whether this machine has {@code redis-server} and {@code redis-cli}. */
    public static boolean isInstalled() {
        return Files.isExecutable(SERVER) && Files.isExecutable(CLIENT);
    }

    /** A port on which nothing listens, nor on that of the cluster bus that belongs to it. */
    static int freePort() {
        return FreePorts.any(port -> FreePorts.isFree(port + BUS_OFFSET));
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(SERVER.toString()));
        command.addAll(arguments);
        try {
            Process started = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            folder.resolve("redis.log").toFile()))
                    .start();
            awaitAnswer(started);
            return started;
        } catch (IOException failure) {
            throw new UncheckedIOException("redis-server cannot be started", failure);
        }
    }

    private void awaitAnswer(Process started) throws IOException {
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (!ask(List.of("ping")).output().contains("PONG")) {
            if (!started.isAlive() || System.nanoTime() - end > 0) {
                started.destroyForcibly();
                throw new IllegalStateException("redis-server does not answer:\n"
                        + Files.readString(folder.resolve("redis.log"), StandardCharsets.UTF_8));
            }
            LockSupport.parkNanos(20_000_000L);
        }
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /**
     * A command at it, as the user that may do everything.
     *
     * @return what redis-cli prints
     * @throws IllegalStateException if the server refuses or does not answer
     */
    public String command(String... words) {
        Answer answer = ask(List.of(words));
        if (answer.status() != 0 || answer.output().matches("(?s)(\\(error\\) )?(ERR|NOPERM|NOAUTH|WRONGPASS).*")) {
            throw new IllegalStateException(String.join(" ", words) + " at port " + port + ": " + answer.output());
        }
        return answer.output();
    }

    /** Whether it answers at all. */
    public boolean answers() {
        return process.isAlive() && ask(List.of("ping")).output().contains("PONG");
    }

    /** Every key with the seconds that it has left, -1 for one without an end. */
    Map<String, Long> keys() {
        Map<String, Long> keys = new HashMap<>();
        for (String key : lines(command("--scan"))) {
            keys.put(key, Long.valueOf(command("ttl", key)));
        }
        // one that ended between the two questions
        keys.values().removeIf(left -> left == -2);
        return keys;
    }

    static List<String> lines(String output) {
        return output.lines().filter(line -> !line.isBlank()).toList();
    }

    private record Answer(int status, String output) {}

    private Answer ask(List<String> words) {
        List<String> command = new ArrayList<>(List.of(
                CLIENT.toString(),
                "-h",
                "127.0.0.1",
                "-p",
                Integer.toString(port),
                "--user",
                CustomerRedisUser.OPERATOR,
                "--no-auth-warning"));
        command.addAll(words);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("REDISCLI_AUTH", CustomerRedisUser.OPERATOR_PASSWORD);
            Process asking = builder.start();
            asking.getOutputStream().close();
            String output = new String(asking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(asking.waitFor(), output.strip());
        } catch (IOException failure) {
            throw new UncheckedIOException("redis-cli cannot be started", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** Ends it without warning (SIGKILL). */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** Starts it again on the same port with the same data. */
    public void startAgain() {
        process = launch();
    }

    private void awaitEnd() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("redis-server does not end: " + process.pid());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.launcher.process.SupervisorMessage.Operation;
import io.notenboom.launcher.process.SupervisorMessage.Reply;
import io.notenboom.launcher.process.SupervisorMessage.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor as a process of its own. It takes requests on standard input and ends everything when that closes, so nothing
 * outlives an owner that crashed; after a {@code KEEP} request it goes on without owner until it gets SIGTERM. Writes its
 * process id to the file named by its only argument, see {@link SupervisorPidFile}.
 */
public final class SupervisorMain {

    private final LocalSupervisor supervisor;
    private final PrintStream replies;
    private volatile boolean keep;

    private SupervisorMain(LocalSupervisor supervisor, PrintStream replies) {
        this.supervisor = supervisor;
        this.replies = replies;
    }

    /** @param arguments the file for the process id; the log of the supervisor is beside it, ending in {@code .log} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path pidFile = Path.of(arguments[0]).toAbsolutePath();
        Files.createDirectories(pidFile.getParent());
        SupervisorPidFile.write(pidFile);
        PrintStream log =
                new PrintStream(Files.newOutputStream(Path.of(pidFile + ".log")), true, StandardCharsets.UTF_8);
        LocalSupervisor supervisor = new LocalSupervisor(log::println);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            supervisor.close();
            deleteQuietly(pidFile);
        }));
        SupervisorMain main = new SupervisorMain(supervisor, new PrintStream(System.out, true, StandardCharsets.UTF_8));
        main.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        if (main.keep) {
            new CountDownLatch(1).await();
        }
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException leftBehind) {
            file.toFile().deleteOnExit();
        }
    }

    private void serve(BufferedReader requests) throws IOException {
        for (String line = requests.readLine(); line != null; line = requests.readLine()) {
            Request request = SupervisorMessage.read(line, Request.class);
            if (request.operation() == Operation.CLOSE) {
                supervisor.close();
                reply(new Reply(request.id(), null, null, null));
                return;
            }
            Thread.startVirtualThread(() -> reply(answer(request)));
        }
    }

    private synchronized void reply(Reply reply) {
        replies.println(SupervisorMessage.write(reply));
    }

    private Reply answer(Request request) {
        try {
            return switch (request.operation()) {
                case RESERVE -> number(request, supervisor.reservePort());
                case START -> number(request, supervisor.start(required(request.spec())));
                case KILL -> number(request, supervisor.killAndAwaitRestart(required(request.name())));
                case STOP -> {
                    supervisor.stop(required(request.name()));
                    yield done(request);
                }
                case PROCESSES -> new Reply(request.id(), null, null, supervisor.processes());
                case KEEP -> {
                    keep = true;
                    yield done(request);
                }
                case CLOSE -> done(request);
            };
        } catch (RuntimeException failure) {
            return new Reply(request.id(), String.valueOf(failure.getMessage()), null, null);
        }
    }

    private static Reply done(Request request) {
        return new Reply(request.id(), null, null, null);
    }

    private static Reply number(Request request, long number) {
        return new Reply(request.id(), null, number, null);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("the request lacks what its operation needs");
        }
        return value;
    }
}

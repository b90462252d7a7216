// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.launcher.process.SupervisorMessage.Operation;
import io.notenboom.launcher.process.SupervisorMessage.Reply;
import io.notenboom.launcher.process.SupervisorMessage.Request;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.ref.Reference;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor as a process of its own. It says hello on standard output when it has the folder named by its only argument for
 * itself (see {@link SupervisorFiles}) and has ended what an earlier one left there. It takes requests on standard input and
 * ends everything when that closes, so nothing outlives an owner that crashed; after a {@code KEEP} request it goes on without
 * owner until it gets SIGTERM.
 *
 * <p>With the further argument {@value #DETACHED} it belongs to nobody: it takes requests on a socket, from whoever may use the
 * folder, and ends with SIGTERM or a {@code CLOSE} request. See {@link DetachedSupervisor}.
 */
public final class SupervisorMain {

    /** Argument of a supervisor that nobody owns. */
    static final String DETACHED = "detached";

    /** Longer than a supervisor takes to stop everything: three stages of at most 24 s. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(75);

    private final LocalSupervisor supervisor;
    private final PrintStream log;
    private final PrintStream replies;

    /** Held until this process ends: a lock that nobody refers to goes with the next garbage collection. */
    private final FileLock lock;

    private volatile boolean keep;

    private SupervisorMain(SupervisorFiles files, FileLock lock, PrintStream replies) throws IOException {
        this.supervisor = new LocalSupervisor(this::tell, files.processes());
        this.log = log(files);
        this.lock = lock;
        this.replies = replies;
    }

    /** @param arguments the folder, and perhaps {@value #DETACHED} */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        SupervisorFiles files = new SupervisorFiles(Path.of(arguments[0]));
        boolean detached = arguments.length > 1 && arguments[1].equals(DETACHED);
        PrintStream replies = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        FileLock lock;
        int left;
        try {
            lock = files.lock(LONGEST_STOP);
            left = RunningProcesses.endLeft(files.processes());
            if (!detached) {
                files.announce();
            }
        } catch (ProcessStartException | IOException failure) {
            replies.println(SupervisorMessage.write(
                    new Reply(SupervisorMessage.HELLO, String.valueOf(failure.getMessage()), null, null, null)));
            return;
        }
        SupervisorMain main = new SupervisorMain(files, lock, replies);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> main.end(files)));
        if (detached) {
            new SupervisorSocket(files, main::answer).serve();
            return;
        }
        main.reply(new Reply(SupervisorMessage.HELLO, null, (long) left, null, null));
        main.serve(new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)));
        if (main.keep) {
            new CountDownLatch(1).await();
        }
    }

    private static PrintStream log(SupervisorFiles files) throws IOException {
        return new PrintStream(
                Files.newOutputStream(files.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                true,
                StandardCharsets.UTF_8);
    }

    private void end(SupervisorFiles files) {
        deleteQuietly(files.pid());
        deleteQuietly(files.socket());
        supervisor.close();
        deleteQuietly(files.processes());
        Reference.reachabilityFence(lock);
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
                keep = false;
                reply(done(request));
                return;
            }
            Thread.startVirtualThread(() -> reply(answer(request)));
        }
    }

    private void tell(String event) {
        log.println(event);
        reply(new Reply(SupervisorMessage.EVENT, null, null, null, event));
    }

    private synchronized void reply(Reply reply) {
        replies.println(SupervisorMessage.write(reply));
    }

    private Reply answer(Request request) {
        try {
            return switch (request.operation()) {
                case RESERVE -> number(request, supervisor.reservePort());
                case CLAIM -> {
                    supervisor.claimPort(required(request.port()));
                    yield done(request);
                }
                case START -> number(request, supervisor.start(required(request.spec())));
                case KILL -> number(request, supervisor.killAndAwaitRestart(required(request.name())));
                case STOP -> {
                    supervisor.stop(required(request.name()));
                    yield done(request);
                }
                case PROCESSES -> new Reply(request.id(), null, null, supervisor.processes(), null);
                case KEEP -> {
                    keep = true;
                    yield done(request);
                }
                case CLOSE -> done(request);
            };
        } catch (RuntimeException failure) {
            return new Reply(request.id(), String.valueOf(failure.getMessage()), null, null, null);
        }
    }

    private static Reply done(Request request) {
        return new Reply(request.id(), null, null, null, null);
    }

    private static Reply number(Request request, long number) {
        return new Reply(request.id(), null, number, null, null);
    }

    private static <T> T required(@Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("the request lacks what its operation needs");
        }
        return value;
    }
}

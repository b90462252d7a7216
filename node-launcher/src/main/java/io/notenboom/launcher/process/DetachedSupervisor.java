// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.launcher.process.SupervisorMessage.Operation;
import io.notenboom.launcher.process.SupervisorMessage.Reply;
import io.notenboom.launcher.process.SupervisorMessage.Request;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Supervision by a process that outlives whoever started it, see {@link SupervisorMain}: what it runs goes on when this JVM
 * ends, however it ends, and the next one attaches to it again. It ends by {@link #close()} or SIGTERM only. Safe for many
 * threads and processes.
 */
public final class DetachedSupervisor implements Supervision {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(660);
    private static final Duration LONGEST_END = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final SupervisorFiles files;

    private DetachedSupervisor(SupervisorFiles files) {
        this.files = files;
    }

    /** The supervisor of a folder, if it has one that answers. */
    public static Optional<DetachedSupervisor> find(SupervisorFiles files) {
        DetachedSupervisor supervisor = new DetachedSupervisor(files);
        return files.find().isPresent() && supervisor.answers() ? Optional.of(supervisor) : Optional.empty();
    }

    /**
     * The supervisor of a folder; started if it has none. What one that was killed left running is ended first.
     *
     * @throws ProcessStartException if it cannot be started
     */
    public static DetachedSupervisor findOrStart(SupervisorFiles files) {
        Optional<DetachedSupervisor> known = find(files);
        return known.isPresent() ? known.get() : start(files);
    }

    private static DetachedSupervisor start(SupervisorFiles files) {
        try {
            files.makeFolder();
            Process process = new ProcessBuilder(command(files))
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                    .redirectError(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                    .start();
            DetachedSupervisor supervisor = new DetachedSupervisor(files);
            long end = System.nanoTime() + START.toNanos();
            while (files.find().isEmpty() || !supervisor.answers()) {
                if (System.nanoTime() - end > 0) {
                    process.destroy();
                    throw new ProcessStartException("the supervisor did not start; see " + files.log());
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            return supervisor;
        } catch (IOException failure) {
            throw new ProcessStartException("cannot start the supervisor: " + failure.getMessage());
        }
    }

    /** In a session of its own and as nobody's child, so that it is not ended together with whoever started it. */
    private static List<String> command(SupervisorFiles files) {
        List<String> command = new ArrayList<>();
        Programs.find("setsid").ifPresent(setsid -> command.addAll(List.of(setsid.toString(), "--fork")));
        command.addAll(SupervisorProgram.command(files));
        command.add(SupervisorMain.DETACHED);
        return command;
    }

    /**
     * Process id of the supervisor.
     *
     * @throws ProcessStartException if it ended
     */
    public long pid() {
        return files.find()
                .map(ProcessHandle::pid)
                .orElseThrow(() -> new ProcessStartException("the supervisor ended"));
    }

    private boolean answers() {
        try {
            var unused = processes();
            return true;
        } catch (ProcessStartException silent) {
            return false;
        }
    }

    private Reply request(
            Operation operation, @Nullable ProcessSpec spec, @Nullable String name, @Nullable Integer port) {
        Request request = new Request(1, operation, spec, name, port);
        try (SocketChannel connection = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            connection.connect(UnixDomainSocketAddress.of(files.socket()));
            Thread guard = Thread.ofVirtual().start(() -> closeLate(connection));
            try {
                Channels.newOutputStream(connection)
                        .write((SupervisorMessage.write(request) + "\n").getBytes(StandardCharsets.UTF_8));
                String line = new BufferedReader(
                                new InputStreamReader(Channels.newInputStream(connection), StandardCharsets.UTF_8))
                        .readLine();
                if (line == null) {
                    throw new ProcessStartException("the supervisor ended");
                }
                Reply reply = SupervisorMessage.read(line, Reply.class);
                if (reply.error() != null) {
                    throw new ProcessStartException(reply.error());
                }
                return reply;
            } finally {
                guard.interrupt();
            }
        } catch (IOException failure) {
            throw new ProcessStartException("the supervisor does not answer: " + failure.getMessage());
        }
    }

    private static void closeLate(SocketChannel connection) {
        try {
            TimeUnit.SECONDS.sleep(LONGEST_REQUEST.toSeconds());
            connection.close();
        } catch (InterruptedException answered) {
            Thread.currentThread().interrupt();
        } catch (IOException closedAlready) {
            throw new UncheckedIOException(closedAlready);
        }
    }

    private static long number(Reply reply) {
        Long number = reply.number();
        if (number == null) {
            throw new IllegalStateException("the supervisor's reply lacks a number");
        }
        return number;
    }

    @Override
    public int reservePort() {
        return Math.toIntExact(number(request(Operation.RESERVE, null, null, null)));
    }

    @Override
    public void claimPort(int port) {
        var unused = request(Operation.CLAIM, null, null, port);
    }

    @Override
    public long start(ProcessSpec spec) {
        return number(request(Operation.START, spec, null, null));
    }

    @Override
    public void stop(String name) {
        var unused = request(Operation.STOP, null, name, null);
    }

    @Override
    public long killAndAwaitRestart(String name) {
        return number(request(Operation.KILL, null, name, null));
    }

    @Override
    public Map<String, Long> processes() {
        Map<String, Long> processes =
                request(Operation.PROCESSES, null, null, null).processes();
        return processes == null ? Map.of() : processes;
    }

    /** Ends everything that it runs and then itself, and waits for it. */
    @Override
    public void close() {
        Optional<ProcessHandle> process = files.find();
        Optional<ProcessIdentity> identity = process.map(ProcessIdentity::of);
        try {
            var unused = request(Operation.CLOSE, null, null, null);
        } catch (ProcessStartException silent) {
            process.ifPresent(ProcessHandle::destroy);
        }
        identity.ifPresent(DetachedSupervisor::awaitEnd);
        int left = files.endLeft();
        if (left > 0) {
            throw new ProcessStartException("the supervisor ended and left " + left + " processes, which were ended");
        }
    }

    /** It is no child of this process, so nobody tells when it ends. */
    private static void awaitEnd(ProcessIdentity identity) {
        long end = System.nanoTime() + LONGEST_END.toNanos();
        while (identity.find().isPresent()) {
            if (System.nanoTime() - end > 0) {
                identity.find().ifPresent(ProcessHandle::destroyForcibly);
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }
}

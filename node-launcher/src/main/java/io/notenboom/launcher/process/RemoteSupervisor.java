// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.launcher.process.SupervisorMessage.Operation;
import io.notenboom.launcher.process.SupervisorMessage.Reply;
import io.notenboom.launcher.process.SupervisorMessage.Request;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Supervision by a process of its own, see {@link SupervisorMain}: when this JVM ends, however it ends, everything that was
 * started ends too, unless {@link #keep()} was called.
 */
public final class RemoteSupervisor implements Supervision {

    private static final int LONGEST_REQUEST_SECONDS = 660;
    private static final int LONGEST_HELLO_SECONDS = 90;
    private static final int LONGEST_END_SECONDS = 90;

    private final Process process;
    private final Consumer<String> events;
    private final BufferedWriter requests;
    private final AtomicLong nextId = new AtomicLong(SupervisorMessage.HELLO);
    private final Map<Long, CompletableFuture<Reply>> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Reply> hello = new CompletableFuture<>();
    private volatile boolean kept;
    private volatile boolean silent;

    private RemoteSupervisor(Process process, Consumer<String> events) {
        this.process = process;
        this.events = events;
        this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
        pending.put(SupervisorMessage.HELLO, hello);
    }

    /**
     * Starts the supervisor of a folder with this JVM's own program and class path, and returns when it is ready.
     *
     * @param files its folder
     * @throws ProcessStartException if the folder has a supervisor already, or it cannot be started
     */
    public static RemoteSupervisor start(SupervisorFiles files) {
        return start(files, event -> {});
    }

    /** As {@link #start(SupervisorFiles)}, and tells one line for each restart and unexpected end of a process. */
    public static RemoteSupervisor start(SupervisorFiles files, Consumer<String> events) {
        try {
            files.makeFolder();
            Process process = new ProcessBuilder(command(files))
                    .redirectError(ProcessBuilder.Redirect.appendTo(files.log().toFile()))
                    .start();
            RemoteSupervisor supervisor = new RemoteSupervisor(process, events);
            Thread.ofPlatform().daemon().name("supervisor-replies").start(supervisor::readReplies);
            Reply hello = await(supervisor.hello, LONGEST_HELLO_SECONDS, "its start; see " + files.log());
            if (hello.error() != null) {
                throw new ProcessStartException(hello.error());
            }
            return supervisor;
        } catch (IOException failure) {
            throw new ProcessStartException("cannot start the supervisor: " + failure.getMessage());
        }
    }

    /** In a session of its own where that can be had, so that Ctrl-C reaches the owner alone, who then stops all in order. */
    private static List<String> command(SupervisorFiles files) {
        List<String> command = new ArrayList<>();
        Programs.find("setsid").ifPresent(setsid -> command.add(setsid.toString()));
        command.addAll(SupervisorProgram.command(files));
        return command;
    }

    private void readReplies() {
        try (BufferedReader replies =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = replies.readLine(); line != null; line = replies.readLine()) {
                Reply reply = SupervisorMessage.read(line, Reply.class);
                CompletableFuture<Reply> waiting = pending.remove(reply.id());
                if (waiting != null) {
                    waiting.complete(reply);
                } else if (reply.event() != null) {
                    events.accept(reply.event());
                }
            }
        } catch (IOException | IllegalArgumentException broken) {
            process.destroy();
        }
        silent = true;
        pending.values().forEach(RemoteSupervisor::fail);
        // a process that was killed lets go of its pipes a little before it has ended
        var unused = process.onExit().thenRun(() -> ended.complete(null));
    }

    private static void fail(CompletableFuture<Reply> waiting) {
        waiting.completeExceptionally(new ProcessStartException("the supervisor ended"));
    }

    private Reply request(Operation operation, @Nullable ProcessSpec spec, @Nullable String name) {
        return request(new Request(nextId.incrementAndGet(), operation, spec, name, null));
    }

    private Reply request(Request request) {
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        pending.put(request.id(), reply);
        if (silent) {
            fail(reply);
        }
        synchronized (requests) {
            try {
                requests.write(SupervisorMessage.write(request));
                requests.newLine();
                requests.flush();
            } catch (IOException failure) {
                pending.remove(request.id());
                throw new ProcessStartException("the supervisor does not answer: " + failure.getMessage());
            }
        }
        Reply answer = await(reply, LONGEST_REQUEST_SECONDS, request.operation().name());
        if (answer.error() != null) {
            throw new ProcessStartException(answer.error());
        }
        return answer;
    }

    private static Reply await(CompletableFuture<Reply> reply, int seconds, String what) {
        try {
            return reply.orTimeout(seconds, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw failure.getCause() instanceof ProcessStartException ended
                    ? ended
                    : new ProcessStartException("the supervisor did not answer to " + what);
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
        return Math.toIntExact(number(request(Operation.RESERVE, null, null)));
    }

    @Override
    public void claimPort(int port) {
        var unused = request(new Request(nextId.incrementAndGet(), Operation.CLAIM, null, null, port));
    }

    @Override
    public long start(ProcessSpec spec) {
        return number(request(Operation.START, spec, null));
    }

    @Override
    public void stop(String name) {
        var unused = request(Operation.STOP, null, name);
    }

    @Override
    public long killAndAwaitRestart(String name) {
        return number(request(Operation.KILL, null, name));
    }

    @Override
    public Map<String, Long> processes() {
        Map<String, Long> processes = request(Operation.PROCESSES, null, null).processes();
        return processes == null ? Map.of() : processes;
    }

    /** Lets everything run on after this JVM has ended, until the supervisor gets SIGTERM. */
    public void keep() {
        var unused = request(Operation.KEEP, null, null);
        kept = true;
    }

    /** How many processes the supervisor found that an earlier one had left running; it has ended them. */
    public int endedAtStart() {
        return Math.toIntExact(number(hello.join()));
    }

    /** Completes when the supervisor has ended, for whatever reason. */
    public CompletableFuture<Void> onEnd() {
        return ended.copy();
    }

    /** The supervisor's own process id. */
    public long pid() {
        return process.pid();
    }

    /** Ends everything and waits for it, unless {@link #keep()} was called. */
    @Override
    public void close() {
        try {
            if (!kept && process.isAlive()) {
                var unused = request(Operation.CLOSE, null, null);
            }
            requests.close();
            if (!kept && !process.waitFor(LONGEST_END_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException closedAlready) {
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ProcessStartException ended) {
            process.destroy();
        }
    }
}

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
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Supervision by a process of its own, see {@link SupervisorMain}: when this JVM ends, however it ends, everything that was
 * started ends too, unless {@link #keep()} was called.
 */
public final class RemoteSupervisor implements Supervision {

    private static final int LONGEST_REQUEST_SECONDS = 660;

    private final Process process;
    private final BufferedWriter requests;
    private final AtomicLong nextId = new AtomicLong();
    private final Map<Long, CompletableFuture<Reply>> pending = new ConcurrentHashMap<>();
    private boolean kept;

    private RemoteSupervisor(Process process) {
        this.process = process;
        this.requests = new BufferedWriter(new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    }

    /** Starts the supervisor with this JVM's own program and class path; its process id goes to {@code pidFile}. */
    public static RemoteSupervisor start(Path pidFile) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = List.of(
                java,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SupervisorMain.class.getName(),
                pidFile.toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            RemoteSupervisor supervisor = new RemoteSupervisor(process);
            Thread.ofPlatform().daemon().name("supervisor-replies").start(supervisor::readReplies);
            return supervisor;
        } catch (IOException failure) {
            throw new ProcessStartException("cannot start the supervisor: " + failure.getMessage());
        }
    }

    private void readReplies() {
        try (BufferedReader replies =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = replies.readLine(); line != null; line = replies.readLine()) {
                Reply reply = SupervisorMessage.read(line, Reply.class);
                CompletableFuture<Reply> waiting = pending.remove(reply.id());
                if (waiting != null) {
                    waiting.complete(reply);
                }
            }
        } catch (IOException ended) {
            pending.values().forEach(waiting -> waiting.completeExceptionally(ended));
        }
        pending.values()
                .forEach(waiting -> waiting.completeExceptionally(new ProcessStartException("the supervisor ended")));
    }

    private Reply request(Operation operation, @Nullable ProcessSpec spec, @Nullable String name) {
        long id = nextId.incrementAndGet();
        CompletableFuture<Reply> reply = new CompletableFuture<>();
        pending.put(id, reply);
        synchronized (requests) {
            try {
                requests.write(SupervisorMessage.write(new Request(id, operation, spec, name)));
                requests.newLine();
                requests.flush();
            } catch (IOException failure) {
                throw new ProcessStartException("the supervisor does not answer: " + failure.getMessage());
            }
        }
        Reply answer;
        try {
            answer = reply.orTimeout(LONGEST_REQUEST_SECONDS, TimeUnit.SECONDS).join();
        } catch (CompletionException failure) {
            throw new ProcessStartException("the supervisor did not answer to " + operation);
        }
        if (answer.error() != null) {
            throw new ProcessStartException(answer.error());
        }
        return answer;
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
            if (!kept && !process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (ProcessStartException ended) {
            process.destroy();
        }
    }
}

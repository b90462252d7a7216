// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

/** One run of a process: from its start to its exit. */
final class SupervisedProcess {

    private static final int TAIL_LINES = 12;
    private static final int KILL_SECONDS = 12;
    private static final long LOOK_MILLISECONDS = 500;

    private final ProcessSpec spec;
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Deque<String> tail = new ArrayDeque<>();
    private final AtomicLong lines = new AtomicLong();

    private SupervisedProcess(ProcessSpec spec, Process process) {
        this.spec = spec;
        this.process = process;
    }

    /** Starts the process; its output is copied to the log by a thread of its own. */
    static SupervisedProcess start(ProcessSpec spec) {
        ProcessBuilder builder = new ProcessBuilder(spec.command())
                .directory(Path.of(spec.workingDirectory()).toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(spec.environment());
        try {
            Files.createDirectories(Path.of(spec.logFile()).toAbsolutePath().getParent());
            Process process = builder.start();
            process.getOutputStream().close();
            SupervisedProcess supervised = new SupervisedProcess(spec, process);
            // a platform thread: reading a pipe blocks the carrier of a virtual one
            Thread.ofPlatform().daemon().name("log-" + spec.name()).start(supervised::copyOutput);
            return supervised;
        } catch (IOException failure) {
            throw new ProcessStartException("cannot start " + spec.name() + ": " + failure.getMessage());
        }
    }

    private void copyOutput() {
        Pattern readyPattern = Pattern.compile(spec.readyPattern());
        try (BufferedReader output =
                        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
                ProcessLog log = new ProcessLog(Path.of(spec.logFile()))) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                log.add(line);
                remember(line);
                lines.incrementAndGet();
                if (!ready.isDone() && readyPattern.matcher(line).find()) {
                    ready.complete(null);
                }
            }
        } catch (IOException streamClosed) {
            remember("(output ended: " + streamClosed.getMessage() + ")");
        } finally {
            ready.completeExceptionally(new ProcessStartException(spec.name() + " ended before it was ready"));
        }
    }

    private synchronized void remember(String line) {
        tail.addLast(line);
        if (tail.size() > TAIL_LINES) {
            tail.removeFirst();
        }
    }

    private synchronized String lastLines() {
        return String.join("\n    ", tail);
    }

    /** Waits until the ready line was seen; ends the process and throws when {@link StartPatience} is over. */
    void awaitReady() {
        StartPatience patience = new StartPatience(Duration.ofSeconds(spec.readySeconds()), System.nanoTime());
        try {
            while (!isReadyWithin(LOOK_MILLISECONDS)) {
                Optional<String> over = patience.over(System.nanoTime(), processorTime(), lines.get());
                if (over.isPresent()) {
                    stop();
                    throw new ProcessStartException(failure("was not ready: " + over.get()));
                }
            }
        } catch (ExecutionException ended) {
            throw new ProcessStartException(failure("ended before it was ready"));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stop();
            throw new ProcessStartException(failure("was interrupted while it started"));
        }
    }

    private boolean isReadyWithin(long milliseconds) throws ExecutionException, InterruptedException {
        try {
            ready.get(milliseconds, TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException notYet) {
            return false;
        }
    }

    /** None on a system that does not tell. */
    private Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private String failure(String what) {
        return spec.name() + " " + what + "; its log is " + spec.logFile() + ", which ends with:\n    " + lastLines();
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    ProcessSpec spec() {
        return spec;
    }

    CompletableFuture<Process> exit() {
        return process.onExit();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** SIGTERM, wait, then SIGKILL; also the children of the process. */
    void stop() {
        var children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(spec.stopSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                process.waitFor(KILL_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
    }
}

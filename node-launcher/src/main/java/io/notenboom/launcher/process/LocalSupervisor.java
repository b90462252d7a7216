// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.launcher.port.PortReservations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Supervision by this JVM: the processes are its children. */
public final class LocalSupervisor implements Supervision {

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;
    private static final long HELD_OUT_NANOS = Duration.ofMinutes(1).toNanos();

    private final PortReservations ports = new PortReservations();
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Consumer<String> events;
    private final LongSupplier nanoTime;
    private final @Nullable RunningProcesses running;
    private boolean closed;

    /** @param events told one line for each restart and unexpected end */
    public LocalSupervisor(Consumer<String> events) {
        this(events, null, System::nanoTime);
    }

    /** @param processes where it keeps what it runs, see {@link RunningProcesses} */
    LocalSupervisor(Consumer<String> events, Path processes) {
        this(events, new RunningProcesses(processes), System::nanoTime);
    }

    LocalSupervisor(Consumer<String> events, @Nullable RunningProcesses running, LongSupplier nanoTime) {
        this.events = events;
        this.running = running;
        this.nanoTime = nanoTime;
    }

    /** State of one process over all its runs; guarded by the supervisor's monitor. */
    private static final class Watched {
        final ProcessSpec spec;
        SupervisedProcess current;
        boolean stopping;
        long readyAt;
        long pauseMillis = FIRST_PAUSE_MILLIS;
        CompletableFuture<Long> restarted = new CompletableFuture<>();

        Watched(ProcessSpec spec, SupervisedProcess current) {
            this.spec = spec;
            this.current = current;
        }
    }

    @Override
    public int reservePort() {
        return ports.reserve();
    }

    @Override
    public void claimPort(int port) {
        if (!ports.claim(port)) {
            throw new ProcessStartException("port " + port + " is in use: stop the program that listens on it");
        }
    }

    @Override
    public long start(ProcessSpec spec) {
        Watched entry;
        synchronized (this) {
            if (closed || watched.containsKey(spec.name())) {
                throw new ProcessStartException(
                        closed ? "the supervisor is stopping" : spec.name() + " is running already");
            }
            entry = new Watched(spec, launch(spec));
            watched.put(spec.name(), entry);
        }
        SupervisedProcess process = entry.current;
        try {
            process.awaitReady();
        } catch (ProcessStartException failure) {
            synchronized (this) {
                watched.remove(spec.name());
            }
            forget(spec);
            throw failure;
        }
        watchExit(entry, process);
        return process.pid();
    }

    private SupervisedProcess launch(ProcessSpec spec) {
        SupervisedProcess process = SupervisedProcess.start(spec);
        if (running != null) {
            running.started(spec.name(), process.handle());
        }
        return process;
    }

    private void forget(ProcessSpec spec) {
        if (running != null) {
            running.ended(spec.name());
        }
    }

    private void watchExit(Watched entry, SupervisedProcess process) {
        synchronized (this) {
            entry.readyAt = nanoTime.getAsLong();
        }
        var unused = process.exit().thenAcceptAsync(ended -> ended(entry, ended), Thread::startVirtualThread);
    }

    private void ended(Watched entry, Process ended) {
        synchronized (this) {
            if (nanoTime.getAsLong() - entry.readyAt > HELD_OUT_NANOS) {
                entry.pauseMillis = FIRST_PAUSE_MILLIS;
            }
        }
        restart(entry, ended);
    }

    private void restart(Watched entry, Process ended) {
        long pause;
        synchronized (this) {
            if (closed || entry.stopping) {
                return;
            }
            pause = entry.pauseMillis;
            entry.pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pause * 2);
        }
        events.accept(
                entry.spec.name() + " ended with status " + ended.exitValue() + "; restarting in " + pause + " ms");
        var unused = CompletableFuture.runAsync(
                () -> restartNow(entry, ended),
                CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS, Thread::startVirtualThread));
    }

    private void restartNow(Watched entry, Process ended) {
        try {
            SupervisedProcess process;
            synchronized (this) {
                if (closed || entry.stopping) {
                    return;
                }
                process = launch(entry.spec);
                entry.current = process;
            }
            process.awaitReady();
            CompletableFuture<Long> waiting;
            synchronized (this) {
                waiting = entry.restarted;
                entry.restarted = new CompletableFuture<>();
            }
            events.accept(entry.spec.name() + " is ready again, process " + process.pid());
            watchExit(entry, process);
            waiting.complete(process.pid());
        } catch (ProcessStartException failure) {
            events.accept(String.valueOf(failure.getMessage()));
            restart(entry, ended);
        }
    }

    @Override
    public void stop(String name) {
        SupervisedProcess process;
        synchronized (this) {
            Watched entry = watched.remove(name);
            if (entry == null) {
                return;
            }
            entry.stopping = true;
            process = entry.current;
        }
        process.stop();
        forget(process.spec());
    }

    @Override
    public long killAndAwaitRestart(String name) {
        CompletableFuture<Long> restarted;
        SupervisedProcess process;
        synchronized (this) {
            Watched entry = watched.get(name);
            if (entry == null) {
                throw new ProcessStartException("no process named " + name);
            }
            restarted = entry.restarted.copy();
            process = entry.current;
        }
        process.kill();
        try {
            return restarted
                    .orTimeout(StartPatience.LONGEST.toSeconds() + 30L, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failure) {
            throw new ProcessStartException(name + " did not come back after it was killed");
        }
    }

    @Override
    public synchronized Map<String, Long> processes() {
        Map<String, Long> pids = new LinkedHashMap<>();
        watched.forEach((name, entry) -> {
            if (entry.current.isAlive()) {
                pids.put(name, entry.current.pid());
            }
        });
        return pids;
    }

    @Override
    public void close() {
        TreeMap<Integer, List<SupervisedProcess>> stages = new TreeMap<>();
        synchronized (this) {
            closed = true;
            watched.values().forEach(entry -> stages.computeIfAbsent(entry.spec.stage(), stage -> new ArrayList<>())
                    .add(entry.current));
            watched.clear();
        }
        stages.descendingMap().values().forEach(this::stopTogether);
        ports.close();
    }

    private void stopTogether(List<SupervisedProcess> processes) {
        List<Thread> stops = processes.stream()
                .map(process -> Thread.ofPlatform().start(() -> {
                    process.stop();
                    forget(process.spec());
                }))
                .toList();
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

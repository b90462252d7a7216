// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import io.notenboom.launcher.port.PortReservations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Supervision by this JVM: the processes are its children. */
public final class LocalSupervisor implements Supervision {

    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LONGEST_PAUSE_MILLIS = 10_000;

    private final PortReservations ports = new PortReservations();
    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Consumer<String> events;
    private boolean closed;

    /** @param events told one line for each start, restart and unexpected end */
    public LocalSupervisor(Consumer<String> events) {
        this.events = events;
    }

    /** State of one process over all its runs; guarded by the supervisor's monitor. */
    private static final class Watched {
        final ProcessSpec spec;
        SupervisedProcess current;
        boolean stopping;
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
    public long start(ProcessSpec spec) {
        Watched entry;
        synchronized (this) {
            if (closed || watched.containsKey(spec.name())) {
                throw new ProcessStartException(
                        closed ? "the supervisor is stopping" : spec.name() + " is running already");
            }
            entry = new Watched(spec, SupervisedProcess.start(spec));
            watched.put(spec.name(), entry);
        }
        SupervisedProcess process = entry.current;
        try {
            process.awaitReady();
        } catch (ProcessStartException failure) {
            synchronized (this) {
                watched.remove(spec.name());
            }
            throw failure;
        }
        watchExit(entry, process);
        return process.pid();
    }

    private void watchExit(Watched entry, SupervisedProcess process) {
        var unused = process.exit().thenAcceptAsync(ended -> restart(entry, ended), Thread::startVirtualThread);
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
                process = SupervisedProcess.start(entry.spec);
                entry.current = process;
            }
            process.awaitReady();
            CompletableFuture<Long> waiting;
            synchronized (this) {
                entry.pauseMillis = FIRST_PAUSE_MILLIS;
                waiting = entry.restarted;
                entry.restarted = new CompletableFuture<>();
            }
            events.accept(entry.spec.name() + " is ready again, process " + process.pid());
            waiting.complete(process.pid());
            watchExit(entry, process);
        } catch (ProcessStartException failure) {
            events.accept(failure.getMessage());
            restart(entry, ended);
        }
    }

    @Override
    public void stop(String name) {
        Watched entry;
        synchronized (this) {
            entry = watched.remove(name);
            if (entry == null) {
                return;
            }
            entry.stopping = true;
        }
        entry.current.stop();
    }

    @Override
    public long killAndAwaitRestart(String name) {
        Watched entry;
        CompletableFuture<Long> restarted;
        synchronized (this) {
            entry = watched.get(name);
            if (entry == null) {
                throw new ProcessStartException("no process named " + name);
            }
            restarted = entry.restarted;
        }
        entry.current.kill();
        try {
            return restarted
                    .orTimeout(entry.spec.readySeconds() + 30L, TimeUnit.SECONDS)
                    .join();
        } catch (java.util.concurrent.CompletionException failure) {
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
        List<Watched> entries;
        synchronized (this) {
            closed = true;
            entries = new ArrayList<>(watched.values()).reversed();
            watched.clear();
        }
        List<Thread> stops = entries.stream()
                .map(entry -> Thread.ofPlatform().start(entry.current::stop))
                .toList();
        for (Thread stop : stops) {
            try {
                stop.join();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        ports.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.load;

import io.notenboom.bench.search.Latency;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A number of connections, each with one request under way, as fast as they are answered (a closed loop). */
public final class LoadGenerator {

    private static final int READY = 64;
    private static final int MOST = 2_000_000;
    private static final int MOST_PLATFORM_THREADS = 64;
    private static final int OK = 200;
    private static final int OVERLOADED = 503;

    private final int port;
    private final Usage service;

    /**
     * @param port of the server on this machine
     * @param service whose processor time is told
     */
    public LoadGenerator(int port, Usage service) {
        this.port = port;
        this.service = service;
    }

    /** Makes requests that are sent soon after. */
    @FunctionalInterface
    public interface Source {

        /** The next request. */
        byte[] next() throws Exception;
    }

    /**
     * What to run.
     *
     * @param connections at one time
     * @param warmUp not measured
     * @param measured measured
     * @param makeAhead whether requests are made by a thread of their own, a moment before they are sent; else by their sender
     */
    public record Plan(int connections, Duration warmUp, Duration measured, boolean makeAhead) {}

    /**
     * Runs.
     *
     * @param answers told the body of each answer with status 200
     */
    public Load run(Plan plan, Source source, Consumer<String> answers) throws Exception {
        if (!plan.makeAhead()) {
            return send(plan, source, answers);
        }
        BlockingQueue<byte[]> ready = new ArrayBlockingQueue<>(READY);
        AtomicReference<Exception> failure = new AtomicReference<>();
        Thread maker = Thread.ofPlatform().daemon().start(() -> {
            try {
                while (!Thread.currentThread().isInterrupted()) {
                    ready.put(source.next());
                }
            } catch (InterruptedException done) {
                Thread.currentThread().interrupt();
            } catch (Exception broken) {
                failure.set(broken);
            }
        });
        try {
            return send(plan, () -> taken(ready, failure), answers);
        } finally {
            maker.interrupt();
            maker.join();
        }
    }

    private static byte[] taken(BlockingQueue<byte[]> ready, AtomicReference<Exception> failure) throws Exception {
        byte[] next = null;
        while (next == null) {
            next = ready.poll(1, TimeUnit.SECONDS);
            if (next == null && failure.get() != null) {
                throw failure.get();
            }
        }
        return next;
    }

    private Load send(Plan plan, Source source, Consumer<String> answers) throws Exception {
        long start = System.nanoTime() + plan.warmUp().toNanos();
        long end = start + plan.measured().toNanos();
        List<Callable<Sender>> senders = new ArrayList<>();
        for (int number = 0; number < plan.connections(); number++) {
            senders.add(() -> new Sender(source, answers, start, end).run(port));
        }
        long before = 0;
        try (ExecutorService threads = threads(plan.connections())) {
            List<Future<Sender>> running = senders.stream().map(threads::submit).toList();
            Thread.sleep(Math.max(1, plan.warmUp().toMillis()));
            before = service.cpuMillis();
            Thread.sleep(plan.measured().toMillis());
            long used = service.cpuMillis() - before;
            List<Sender> done = new ArrayList<>();
            for (Future<Sender> sender : running) {
                done.add(sender.get());
            }
            return load(done, plan.measured().toMillis() / 1000.0, used);
        }
    }

    /** Platform threads cost less for each request, virtual ones for each connection. */
    private static ExecutorService threads(int connections) {
        return connections <= MOST_PLATFORM_THREADS
                ? Executors.newFixedThreadPool(connections)
                : Executors.newVirtualThreadPerTaskExecutor();
    }

    private static Load load(List<Sender> senders, double seconds, long cpuMillis) {
        double[] millis = senders.stream()
                .flatMapToDouble(sender -> Arrays.stream(sender.millis, 0, sender.answered))
                .toArray();
        return new Load(
                millis.length,
                senders.stream().mapToLong(sender -> sender.turnedAway).sum(),
                senders.stream().mapToLong(sender -> sender.failed).sum(),
                seconds,
                cpuMillis,
                Latency.of(millis));
    }

    /** One connection. */
    private static final class Sender {

        private final Source source;
        private final Consumer<String> answers;
        private final long start;
        private final long end;
        private double[] millis = new double[1024];
        private int answered;
        private long turnedAway;
        private long failed;

        Sender(Source source, Consumer<String> answers, long start, long end) {
            this.source = source;
            this.answers = answers;
            this.start = start;
            this.end = end;
        }

        Sender run(int port) throws Exception {
            try (HttpConnection connection = new HttpConnection(port)) {
                while (System.nanoTime() < end) {
                    exchange(connection, source.next());
                    Thread.sleep(Duration.ofSeconds(connection.retryAfterSeconds()));
                }
            }
            return this;
        }

        private void exchange(HttpConnection connection, byte[] request) throws IOException {
            long sent = System.nanoTime();
            int status = connection.exchange(request);
            long done = System.nanoTime();
            if (status == OK) {
                answers.accept(connection.body());
            }
            if (sent >= start && done <= end) {
                count(status, (done - sent) / 1e6, connection);
            }
        }

        private void count(int status, double taken, HttpConnection connection) {
            if (status == OK && answered < MOST) {
                if (answered == millis.length) {
                    millis = Arrays.copyOf(millis, 2 * millis.length);
                }
                millis[answered++] = taken;
            } else if (status == OVERLOADED) {
                turnedAway++;
            } else {
                if (failed == 0) {
                    System.err.println("answered " + status + ": " + connection.body());
                }
                failed++;
            }
        }
    }
}

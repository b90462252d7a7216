// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.bootstrap.SignedPages.Entry;
import io.notenboom.registry.ingest.EventIngest;
import io.notenboom.registry.ingest.IngestVerdict;
import io.notenboom.registry.ingest.PreparedEvents;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.verify.SignatureChecks;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Reads one log as the list, page by page in its order, and hands every event that is not known to the entrance of the log,
 * where it is judged as any other. While one page is judged and written the next one is prepared and more are fetched; no
 * more than a fixed number of pages is in memory. One use.
 */
final class PageRun implements AutoCloseable {

    /** Pages that may wait for the one that writes, so that it and the cores that verify do not wait for each other. */
    private static final int PREPARED = 4;

    private static final long BETWEEN_REPORTS = TimeUnit.SECONDS.toNanos(10);

    private final Holder list;
    private final List<Holder> holders;
    private final KnownLeaves known;
    private final EventIngest ingest;
    private final SignatureChecks checks;
    private final BootstrapSettings settings;
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService writer = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("registry-bootstrap").factory());
    private final Map<String, Long> refused = new TreeMap<>();
    private long accepted;
    private long duplicates;
    private long held;
    private volatile long position;
    private long reportAt = System.nanoTime() + BETWEEN_REPORTS;

    PageRun(
            Holder list,
            List<Holder> holders,
            KnownLeaves known,
            EventIngest ingest,
            SignatureChecks checks,
            BootstrapSettings settings) {
        this.list = list;
        this.holders = holders;
        this.known = known;
        this.ingest = ingest;
        this.checks = checks;
        this.settings = settings;
    }

    /**
     * Reads to the end.
     *
     * @throws ListLostException if the list cannot be read on; what was accepted stays
     * @throws LogFailureException if this node's own log failed
     */
    void run() throws ListLostException, InterruptedException {
        int pages = list.pages().tree().pages();
        Deque<Future<List<Entry>>> ahead = new ArrayDeque<>();
        Deque<Future<?>> writing = new ArrayDeque<>();
        int next = 0;
        for (int page = 0; page < pages; page++) {
            while (next < pages && ahead.size() < settings.atOnce()) {
                int wanted = next++;
                ahead.add(calls.submit(() -> new PageFetch(list, holders, wanted, known, settings, calls).run()));
            }
            List<Entry> entries = get(ahead.remove());
            PreparedEvents prepared =
                    PreparedEvents.of(entries.stream().map(Entry::compact).toList(), checks);
            while (writing.size() >= PREPARED) {
                var unused = get(writing.remove());
            }
            int width = list.pages().tree().entries(page).width();
            writing.add(writer.submit(() -> take(entries.size(), prepared, width), null));
            requireFewRefused();
        }
        while (!writing.isEmpty()) {
            var unused = get(writing.remove());
        }
    }

    private static <T> T get(Future<T> future) throws ListLostException, InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case ListLostException lost -> throw lost;
                case LogFailureException failed -> throw failed;
                case null, default -> throw new IllegalStateException("a page could not be taken in", e);
            }
        }
    }

    private synchronized void requireFewRefused() throws ListLostException {
        if (refused.values().stream().mapToLong(Long::longValue).sum() > settings.maxRefused()) {
            throw new ListLostException("the peer signed for too many events that are not valid");
        }
    }

    private void take(int entries, PreparedEvents prepared, int width) {
        List<IngestVerdict> verdicts = entries == 0 ? List.of() : ingest.submit(prepared);
        synchronized (this) {
            duplicates += width - entries;
            verdicts.forEach(this::count);
            position += width;
        }
        if (verdicts.stream().anyMatch(PageRun::isInvalid)) {
            list.signedFor("it signed for an event that is not valid");
        }
        report();
    }

    private void count(IngestVerdict verdict) {
        switch (verdict) {
            case IngestVerdict.Accepted _ -> accepted++;
            case IngestVerdict.Duplicate _ -> duplicates++;
            case IngestVerdict.Held _ -> held++;
            case IngestVerdict.Rejected rejected -> refused.merge(rejected.code(), 1L, Long::sum);
            case IngestVerdict.Fork _ -> refused.merge("fork", 1L, Long::sum);
        }
    }

    /** A node that was told of a fork or of decisions in another order may hold what this one does not take. */
    private static boolean isInvalid(IngestVerdict verdict) {
        return verdict instanceof IngestVerdict.Rejected rejected
                && !rejected.code().equals("fork-lost")
                && !rejected.code().equals("wrong-predecessor");
    }

    private void report() {
        if (System.nanoTime() >= reportAt) {
            reportAt = System.nanoTime() + BETWEEN_REPORTS;
            BootstrapStatus now = status(BootstrapStatus.State.RUNNING);
            System.getLogger(PageBootstrap.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "history: {0} of {1} entries of {2} are verified and stored",
                            Long.toString(now.position()),
                            Long.toString(now.size()),
                            now.list());
        }
    }

    /** How it stands. */
    synchronized BootstrapStatus status(BootstrapStatus.State state) {
        return new BootstrapStatus(
                state,
                list.name(),
                list.pages().tree().head().size(),
                position,
                new BootstrapStatus.Counts(accepted, duplicates, held, refused),
                holders.stream()
                        .map(holder -> new BootstrapStatus.Source(
                                holder.name(), holder.served(), holder.failures(), holder.lied()))
                        .toList());
    }

    /** Gives up what is fetched, and waits for what is being written: who interrupts a write breaks the log. */
    @Override
    public void close() {
        calls.shutdownNow();
        writer.shutdown();
        boolean interrupted = false;
        while (!writer.isTerminated()) {
            try {
                var unused = writer.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

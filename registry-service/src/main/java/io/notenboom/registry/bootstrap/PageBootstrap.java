// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.ingest.EventIngest;
import io.notenboom.registry.ingest.SignerDirectory;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.tlog.TreeHead;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Fetches a long history from the logs of several peers at once. The log of one peer is the list: its tree, compared with the
 * checkpoint that it signed, says which entries there are and in what order. Each page of it is fetched from any peer that has
 * it. What comes is judged as any other event, so a peer can keep things back, which gossip finds out afterwards, but nothing
 * else. All that it remembers is this node's own log: after a kill at any moment the next run goes on with what lacks there.
 */
public final class PageBootstrap {

    private final EventLog log;
    private final EventIngest ingest;
    private final SignerDirectory signers;
    private final NetworkId network;
    private final BootstrapSettings settings;
    private volatile BootstrapStatus told = BootstrapStatus.PENDING;
    private volatile @Nullable PageRun running;

    /** Wires the parts. */
    public PageBootstrap(
            EventLog log, EventIngest ingest, SignerDirectory signers, NetworkId network, BootstrapSettings settings) {
        this.log = log;
        this.ingest = ingest;
        this.signers = signers;
        this.network = network;
        this.settings = settings;
    }

    /** A peer's word about its log. */
    private record Offer(LogSource source, @Nullable TreeHead head) {

        long size() {
            TreeHead told = head;
            return told == null ? 0 : told.size();
        }
    }

    /** How it goes. */
    public BootstrapStatus status() {
        PageRun now = running;
        return now == null ? told : now.status(BootstrapStatus.State.RUNNING);
    }

    /**
     * Fetches what lacks, if that is much; blocks until it is done or no log can be read on. One call at a time.
     *
     * @param sources the logs of peers; at most {@value BootstrapSettings#MAX_SOURCES} of them are read
     * @throws LogFailureException if this node's own log failed
     */
    public BootstrapStatus run(List<LogSource> sources) throws InterruptedException {
        List<Offer> offers =
                offers(sources.stream().limit(BootstrapSettings.MAX_SOURCES).toList());
        if (offers.stream().noneMatch(this::isWorthwhile)) {
            told = BootstrapStatus.PENDING.in(BootstrapStatus.State.NOT_NEEDED);
            return told;
        }
        List<Holder> holders = holders(offers);
        if (holders.size() < BootstrapSettings.WANTED_SOURCES) {
            log(
                    System.Logger.Level.WARNING,
                    "history can be fetched from " + holders.size() + " peer(s); with "
                            + BootstrapSettings.WANTED_SOURCES
                            + " or more it is faster and one that fails can be replaced: name more in"
                            + " notenboom.registry.bootstrap");
        }
        List<Holder> lists = new ArrayList<>(holders);
        lists.sort(Comparator.comparingLong(
                        (Holder holder) -> holder.pages().tree().head().size())
                .reversed());
        told = BootstrapStatus.PENDING.in(BootstrapStatus.State.GIVEN_UP);
        boolean done = false;
        for (Holder list : lists) {
            if (!list.lied() && (!done || lacks(list.pages().tree().head()))) {
                done |= read(list, holders);
            }
        }
        return told;
    }

    private boolean isWorthwhile(Offer offer) {
        return offer.head() != null && lacks(offer.head());
    }

    private boolean lacks(TreeHead head) {
        return head.size() - log.size() > settings.threshold();
    }

    /** What the peers tell of their logs. A node with a log of its own does not wait long for those that are silent. */
    private List<Offer> offers(List<LogSource> sources) throws InterruptedException {
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        try {
            BlockingQueue<Offer> told = new LinkedBlockingQueue<>();
            sources.forEach(source -> calls.execute(() -> told.add(offer(source))));
            long end = System.nanoTime() + settings.patience().toNanos();
            List<Offer> offers = new ArrayList<>();
            for (int i = 0; i < sources.size(); i++) {
                Offer next = log.size() == 0 ? told.take() : told.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (next != null) {
                    offers.add(next);
                }
            }
            return offers;
        } finally {
            calls.shutdownNow();
        }
    }

    private Offer offer(LogSource source) {
        try {
            TreeHead head = SignedPages.head(source.files(), network);
            return new Offer(source, head.size() <= settings.maxEntries() ? head : null);
        } catch (SourceLiedException e) {
            source.lied().accept(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            log(System.Logger.Level.DEBUG, "the log of " + source.name() + " cannot be read: " + e.getMessage());
        }
        return new Offer(source, null);
    }

    private List<Holder> holders(List<Offer> offers) throws InterruptedException {
        ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
        try {
            return calls
                    .invokeAll(offers.stream()
                            .map(offer -> (Callable<Optional<Holder>>) () -> holder(offer))
                            .toList())
                    .stream()
                    .flatMap(holder -> holder.resultNow().stream())
                    .toList();
        } finally {
            calls.shutdownNow();
        }
    }

    private static Optional<Holder> holder(Offer offer) {
        TreeHead head = offer.head();
        if (head == null || head.size() == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Holder(offer.source(), SignedPages.open(offer.source().files(), head)));
        } catch (SourceLiedException e) {
            offer.source().lied().accept(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            log(
                    System.Logger.Level.WARNING,
                    "the log of " + offer.source().name() + " cannot be read: " + e.getMessage());
        }
        return Optional.empty();
    }

    /** Reads one log as the list; returns whether to its end. */
    private boolean read(Holder list, List<Holder> holders) throws InterruptedException {
        PageRun run = new PageRun(list, holders, KnownLeaves.of(log), ingest, signers.checks(), settings);
        running = run;
        BootstrapStatus.State end = BootstrapStatus.State.GIVEN_UP;
        try {
            run.run();
            end = BootstrapStatus.State.DONE;
        } catch (ListLostException e) {
            log(System.Logger.Level.WARNING, "the log of " + list.name() + " is left: " + e.getMessage());
        } finally {
            run.close();
            told = run.status(end);
            running = null;
            log(System.Logger.Level.INFO, "history from the log of " + list.name() + ": " + told.counts());
        }
        return end == BootstrapStatus.State.DONE;
    }

    private static void log(System.Logger.Level level, String message) {
        System.getLogger(PageBootstrap.class.getName()).log(level, message);
    }
}

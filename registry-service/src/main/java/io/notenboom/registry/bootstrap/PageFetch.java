// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.bootstrap.SignedPages.Entry;
import io.notenboom.registry.tlog.Hash;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Fetches one page of the list from whoever has it: first from the peer with the least to do, and when that one is slow, fails
 * or lies from the next one, too. The first right answer counts. One use.
 */
final class PageFetch {

    private static final int ROUNDS = 3;
    private static final int COST_OF_SEARCH = 2;

    private final Holder list;
    private final List<Holder> holders;
    private final int page;
    private final KnownLeaves known;
    private final BootstrapSettings settings;
    private final ExecutorService calls;
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();
    private final List<Future<?>> running = new ArrayList<>();

    /** What came of asking a peer: entries, none if it has them not all, or a failure. */
    private record Outcome(Holder holder, @Nullable List<Entry> entries) {}

    PageFetch(
            Holder list,
            List<Holder> holders,
            int page,
            KnownLeaves known,
            BootstrapSettings settings,
            ExecutorService calls) {
        this.list = list;
        this.holders = holders;
        this.page = page;
        this.known = known;
        this.settings = settings;
        this.calls = calls;
    }

    /**
     * The entries of the page that are not known yet, in its order.
     *
     * @throws ListLostException if nobody serves it
     */
    List<Entry> run() throws ListLostException, InterruptedException {
        List<Hash> wanted = null;
        if (!known.isEmpty()) {
            wanted = leaves();
            if (known.hasAll(wanted)) {
                return List.of();
            }
        }
        try {
            return fetch(wanted).stream()
                    .filter(entry -> !known.has(entry.leaf()))
                    .toList();
        } finally {
            running.forEach(call -> call.cancel(true));
        }
    }

    /** The hashes of the page as the list says; all that decides which entries are taken. */
    private List<Hash> leaves() throws ListLostException, InterruptedException {
        for (int round = 0; round < ROUNDS && !list.lied(); round++) {
            try {
                return list.pages().leaves(page);
            } catch (SourceLiedException e) {
                list.lied(String.valueOf(e.getMessage()));
            } catch (IOException e) {
                list.pause(settings.pause().toNanos());
                TimeUnit.MILLISECONDS.sleep(settings.retry().toMillis() << round);
            }
        }
        throw new ListLostException("the hashes of the entries cannot be read");
    }

    private List<Entry> fetch(@Nullable List<Hash> wanted) throws ListLostException, InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            Optional<List<Entry>> entries = askAll(wanted);
            if (entries.isPresent()) {
                return entries.get();
            }
            if (list.lied()) {
                throw new ListLostException("the peer broke its word");
            }
            TimeUnit.MILLISECONDS.sleep(settings.retry().toMillis() << round);
        }
        throw new ListLostException("no peer serves a page of the log");
    }

    private Optional<List<Entry>> askAll(@Nullable List<Hash> wanted) throws InterruptedException {
        Deque<Holder> next = candidates();
        Set<Holder> asked = new HashSet<>();
        while (!asked.isEmpty() || !next.isEmpty()) {
            Holder candidate = next.poll();
            if (candidate != null) {
                asked.add(candidate);
                running.add(calls.submit(() -> outcomes.add(ask(candidate, wanted))));
            }
            Outcome outcome = outcomes.poll(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (outcome == null) {
                asked.forEach(slow -> slow.pause(settings.pause().toNanos()));
            } else if (outcome.entries() != null) {
                return Optional.of(outcome.entries());
            } else {
                asked.remove(outcome.holder());
            }
        }
        return Optional.empty();
    }

    /** Who may have the page, the one with the least to do first; the list itself among them. */
    private Deque<Holder> candidates() {
        synchronized (list) {
            Deque<Holder> order = holders.stream()
                    .filter(holder -> !holder.lied())
                    .sorted(Comparator.comparing(Holder::paused)
                            .thenComparing(holder -> !shares(holder) && holder.strange())
                            .thenComparing(holder -> holder.busy() + (shares(holder) ? 0 : COST_OF_SEARCH))
                            .thenComparing(Holder::chosen))
                    .collect(Collectors.toCollection(ArrayDeque::new));
            if (!order.isEmpty()) {
                order.getFirst().choose();
            }
            return order;
        }
    }

    private boolean shares(Holder holder) {
        return holder == list || list.pages().tree().shares(page, holder.pages().tree());
    }

    private Outcome ask(Holder holder, @Nullable List<Hash> wanted) {
        if (shares(holder)) {
            return new Outcome(holder, of(holder, () -> holder.own(page)));
        }
        List<Hash> all = wanted == null ? of(list, () -> list.pages().leaves(page)) : wanted;
        return new Outcome(
                holder,
                all == null ? null : of(holder, () -> holder.near(page, all).orElse(null)));
    }

    /** What a peer is asked for. */
    private interface Question<T> {
        @Nullable
        T ask() throws SourceLiedException, IOException;
    }

    /** The answer; null if there is none, for which the peer that was asked answers. */
    private <T> @Nullable T of(Holder asked, Question<T> question) {
        try {
            return question.ask();
        } catch (SourceLiedException e) {
            asked.lied(String.valueOf(e.getMessage()));
        } catch (IOException | RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                asked.pause(settings.pause().toNanos());
            }
        }
        return null;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import io.notenboom.registry.bootstrap.HistoryStatus.Problem;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.ingest.SignerDirectory;
import io.notenboom.registry.ingest.SignerDirectory.Found;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.log.LogEntry;
import io.notenboom.registry.log.LogFailureException;
import io.notenboom.registry.tlog.Checkpoint;
import io.notenboom.registry.tlog.TreeHead;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.registry.verify.VerificationFailedException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Verifies again, beside everything else, the signatures that the start took from this node's own checkpoint. How far it came
 * is kept in a mark, so a restart goes on there; another release, other rules, another log or a damaged mark begins again.
 * What does not hold stays in the log and is told: in the state, by the health check, and in the log category
 * {@code io.notenboom.registry.alarm}. Safe for many threads.
 */
public final class HistoryVerification implements AutoCloseable {

    private static final String ALARM = "io.notenboom.registry.alarm";
    private static final int BATCH = 256;
    private static final long MARK_EVERY = 32L * BATCH;

    private final EventLog log;
    private final SignerDirectory signers;
    private final EventVerifier verifier;
    private final HistoryMarks marks;
    private final String rules;
    private final ForkJoinPool pool;
    private volatile long anchored;
    private volatile long position;
    private volatile long problems;
    private volatile @Nullable Problem first;
    private volatile boolean stopped;
    private long marked;

    /**
     * Wires the parts; {@link #begin} says where to begin.
     *
     * @param rules names the release and rules that verify, one line
     * @param threads how many threads verify at the same time
     */
    public HistoryVerification(
            EventLog log,
            SignerDirectory signers,
            EventVerifier verifier,
            HistoryMarks marks,
            String rules,
            int threads) {
        this.log = log;
        this.signers = signers;
        this.verifier = verifier;
        this.marks = marks;
        this.rules = rules;
        this.pool = new ForkJoinPool(threads);
    }

    /**
     * The log was read.
     *
     * @param own the checkpoint below which signatures were not verified then; empty if all were
     */
    public synchronized void begin(Optional<Checkpoint> own) {
        anchored = own.map(checkpoint -> checkpoint.head().size()).orElse(0L);
        marked = own.isEmpty()
                ? 0
                : marks.read()
                        .filter(mark -> mark.rules().equals(rules) && isOfThisLog(mark.head()))
                        .map(mark -> mark.head().size())
                        .orElse(0L);
        position = Math.min(marked, anchored);
    }

    private boolean isOfThisLog(TreeHead head) {
        return head.size() <= log.size() && log.tree().root(head.size()).equals(head.root());
    }

    /** Verifies until everything is verified, {@link #close} is called or the log cannot be read. */
    public void run() {
        try {
            while (!stopped && position < anchored) {
                verifyNext();
            }
            keepMark();
        } catch (RuntimeException e) {
            if (!stopped) {
                failed(new Problem(position, "entries from here on", "cannot-be-read"), e);
            }
        }
    }

    private void verifyNext() {
        List<LogEntry> entries = log.read(position, (int) Math.min(BATCH, anchored - position));
        List<Optional<UnverifiedEvent>> events = inParallel(entries, HistoryVerification::decoded);
        List<UnverifiedEvent> readable =
                events.stream().flatMap(Optional::stream).toList();
        List<Found> found = signers.signers(readable);
        List<Optional<String>> wrong = inParallel(found, this::problem);
        int next = 0;
        for (int i = 0; i < entries.size(); i++) {
            Optional<String> code = events.get(i).isEmpty() ? Optional.of("cannot-be-read") : wrong.get(next++);
            LogEntry entry = entries.get(i);
            code.ifPresent(why -> failed(new Problem(entry.index(), entry.id().value(), why), null));
        }
        position += entries.size();
        if (position - marked >= MARK_EVERY) {
            keepMark();
        }
    }

    /** A parallel stream that begins in the pool stays in it. */
    private <A, B> List<B> inParallel(List<A> items, Function<A, B> step) {
        return CompletableFuture.supplyAsync(
                        () -> items.parallelStream().map(step).toList(), pool)
                .join();
    }

    private static Optional<UnverifiedEvent> decoded(LogEntry entry) {
        try {
            return Optional.of(EventCodec.decode(entry.compact()));
        } catch (MalformedEventException e) {
            return Optional.empty();
        }
    }

    private Optional<String> problem(Found found) {
        return switch (found) {
            case Found.NotCounting _ -> Optional.empty();
            case Found.Refused refused -> Optional.of(refused.code());
            case Found.Claimed claimed -> {
                try {
                    var unused = verifier.verify(claimed.claim());
                    yield Optional.empty();
                } catch (VerificationFailedException e) {
                    yield Optional.of(e.code());
                }
            }
        };
    }

    private synchronized void failed(Problem problem, @Nullable Throwable cause) {
        problems++;
        if (first == null) {
            first = problem;
        }
        System.getLogger(ALARM)
                .log(
                        System.Logger.Level.ERROR,
                        "entry " + problem.index() + " of the event log (" + problem.event()
                                + ") did not hold when it was verified again: " + problem.code()
                                + "; look at GET /registry/v1/history, and do not rely on this node until you know why",
                        cause);
    }

    /** Keeps how far it came; to be called from time to time, since what is accepted is verified then. */
    public synchronized void keepMark() {
        Problem problem = first;
        if (problem != null) {
            return;
        }
        TreeHead head = position < anchored ? new TreeHead(position, log.tree().root(position)) : log.head();
        if (head.size() > marked) {
            try {
                marks.write(new HistoryMark(head, rules));
                marked = head.size();
            } catch (LogFailureException e) {
                System.getLogger(HistoryVerification.class.getName())
                        .log(System.Logger.Level.WARNING, "after a restart more is verified again than needed", e);
            }
        }
    }

    /** How far it is. */
    public HistoryStatus status() {
        long size = log.size();
        long unverified = anchored - position;
        Problem problem = first;
        HistoryState state =
                problem != null ? HistoryState.FAILED : unverified > 0 ? HistoryState.ANCHORED : HistoryState.VERIFIED;
        return new HistoryStatus(state, size, size - unverified - problems, anchored, rules, problem, problems);
    }

    /** Stops; what was verified is kept in the mark. */
    @Override
    public void close() {
        stopped = true;
        pool.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.recent;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Answers by what was asked, each for a fixed time at most, and a bounded number of them. What is forgotten is forgotten at once: an
 * answer that was fetched while something was to be forgotten is given and not remembered. Thread-safe.
 *
 * @param <A> what an answer is
 */
public final class RecentAnswers<A> {

    /** A full memory is looked through no more often, or a flood of questions would pay for it with every one. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final Duration age;
    private final int most;
    private final Predicate<A> worth;
    private final InstantSource clock;
    private final Map<String, Entry<A>> entries = new ConcurrentHashMap<>();
    private final AtomicLong forgotten = new AtomicLong();
    private final AtomicReference<Instant> sweepDue = new AtomicReference<>(Instant.MIN);

    private record Entry<A>(A answer, Instant until) {}

    /**
     * @param age how long an answer counts, from when it was asked for
     * @param most how many are remembered; when there are as many, others are asked for each time
     * @param worth which are remembered at all
     */
    public RecentAnswers(Duration age, int most, Predicate<A> worth, InstantSource clock) {
        this.age = age;
        this.most = most;
        this.worth = worth;
        this.clock = clock;
    }

    /**
     * The answer that is remembered, or the one that is given now.
     *
     * @param counts whether a remembered answer is one to this question
     */
    public A get(String question, Predicate<A> counts, Function<String, A> ask) {
        Instant now = clock.instant();
        Entry<A> known = entries.get(question);
        if (known != null && now.isBefore(known.until()) && counts.test(known.answer())) {
            return known.answer();
        }
        long before = forgotten.get();
        A answer = ask.apply(question);
        if (worth.test(answer)) {
            remember(question, new Entry<>(answer, now.plus(age)), before, now);
        } else {
            entries.remove(question);
        }
        return answer;
    }

    private void remember(String question, Entry<A> entry, long forgottenBefore, Instant now) {
        Instant due = sweepDue.get();
        if (entries.size() >= most && !now.isBefore(due) && sweepDue.compareAndSet(due, now.plus(SWEEP))) {
            entries.values().removeIf(old -> !now.isBefore(old.until()));
        }
        if (entries.size() < most) {
            entries.put(question, entry);
            if (forgotten.get() != forgottenBefore) {
                entries.remove(question);
            }
        }
    }

    /** Forgets the answer to a question. */
    public void forget(String question) {
        forgotten.incrementAndGet();
        entries.remove(question);
    }

    /** Forgets such answers. */
    public void forgetIf(Predicate<A> those) {
        forgotten.incrementAndGet();
        entries.values().removeIf(entry -> those.test(entry.answer()));
    }

    /** Forgets everything. */
    public void forgetAll() {
        forgotten.incrementAndGet();
        entries.clear();
    }
}

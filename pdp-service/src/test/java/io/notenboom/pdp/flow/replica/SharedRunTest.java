// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.testkit.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody is answered by a run that was under way before, and as few runs as possible answer all. */
class SharedRunTest {

    private static final int MANY = 1_000;

    private final Semaphore permits = new Semaphore(0);
    private final AtomicInteger begun = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean outcome = true;
    private volatile boolean breaks;
    private final SharedRun run = new SharedRun(() -> {
        begun.incrementAndGet();
        permits.acquireUninterruptibly();
        if (breaks) {
            throw new IllegalStateException("told to fail");
        }
        return outcome;
    });

    @AfterEach
    void end() {
        permits.release(MANY);
        threads.close();
    }

    private Future<Boolean> ask() {
        return threads.submit((Callable<Boolean>) run::run);
    }

    /** Those who ask while one is under way, all of them before this returns. */
    private List<Future<Boolean>> askMeanwhile(int many) {
        AtomicInteger asking = new AtomicInteger();
        List<Future<Boolean>> asked = new ArrayList<>();
        List<Thread> askers = new ArrayList<>();
        for (int number = 0; number < many; number++) {
            asked.add(threads.submit(() -> {
                synchronized (askers) {
                    askers.add(Thread.currentThread());
                }
                asking.incrementAndGet();
                return run.run();
            }));
        }
        Await.until(() -> asking.get() == many, "all ask");
        Await.until(
                () -> {
                    synchronized (askers) {
                        return askers.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING);
                    }
                },
                "all wait");
        return asked;
    }

    @Test
    void whoAsksWhileOneIsUnderWayGetsTheNextOneTogetherWithAllOthers() throws Exception {
        Future<Boolean> first = ask();
        Await.until(() -> begun.get() == 1, "the first begins");
        List<Future<Boolean>> others = askMeanwhile(20);
        permits.release();
        assertThat(first.get()).isTrue();
        Await.until(() -> begun.get() == 2, "the next one begins");
        assertThat(others).as("none is answered by the first").noneMatch(Future::isDone);
        permits.release();
        for (Future<Boolean> other : others) {
            assertThat(other.get()).isTrue();
        }
        assertThat(begun).as("one for all of them").hasValue(2);
    }

    @Test
    void afterAFailureNobodyWaitsForAnother() throws Exception {
        Future<Boolean> first = ask();
        Await.until(() -> begun.get() == 1, "the first begins");
        List<Future<Boolean>> others = askMeanwhile(5);
        outcome = false;
        permits.release();
        assertThat(first.get()).isFalse();
        for (Future<Boolean> other : others) {
            assertThat(other.get()).isFalse();
        }
        assertThat(begun).hasValue(1);
        outcome = true;
        permits.release();
        assertThat(ask().get()).as("whoever asks later").isTrue();
    }

    @Test
    void whatIsThrownReachesItsLeaderAndIsAFailureForTheOthers() throws Exception {
        Future<Boolean> first = ask();
        Await.until(() -> begun.get() == 1, "the first begins");
        List<Future<Boolean>> others = askMeanwhile(3);
        breaks = true;
        permits.release();
        assertThatThrownBy(first::get).isInstanceOf(ExecutionException.class);
        for (Future<Boolean> other : others) {
            assertThat(other.get()).isFalse();
        }
        breaks = false;
        permits.release();
        assertThat(ask().get()).isTrue();
    }

    /** What everybody does at any time: each answer is of a run that began after its question. */
    @Test
    void everyAnswerIsOfARunThatBeganAfterItsQuestion() throws Exception {
        AtomicInteger began = new AtomicInteger();
        AtomicInteger ended = new AtomicInteger();
        SharedRun counted = new SharedRun(() -> {
            int mine = began.incrementAndGet();
            Thread.yield();
            ended.set(mine);
            return true;
        });
        List<Future<Boolean>> all = new ArrayList<>();
        for (int asker = 0; asker < 16; asker++) {
            all.add(threads.submit(() -> {
                for (int question = 0; question < 500; question++) {
                    int before = began.get();
                    boolean answered = counted.run();
                    if (!answered || ended.get() <= before) {
                        return false;
                    }
                }
                return true;
            }));
        }
        for (Future<Boolean> one : all) {
            assertThat(one.get()).isTrue();
        }
        assertThat(began.get()).isLessThanOrEqualTo(16 * 500);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.auth.admission.Admission.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicLong nanos = new AtomicLong(1);
    private final CountDownLatch release = new CountDownLatch(1);

    @AfterEach
    void end() {
        release.countDown();
        threads.close();
    }

    private Future<Outcome<String>> hold(Admission admission) throws InterruptedException {
        CountDownLatch began = new CountDownLatch(1);
        Future<Outcome<String>> held = threads.submit(() -> admission.admit(() -> {
            began.countDown();
            try {
                release.await();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
            return "held";
        }));
        began.await();
        return held;
    }

    @Test
    void worksOnNoMoreThanItsPlacesAtOneTimeAndOnEverythingInTheEnd() throws Exception {
        Admission admission = new Admission(3, LONG, nanos::get);
        AtomicInteger working = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<Future<Outcome<Integer>>> all = new ArrayList<>();
        for (int request = 0; request < 40; request++) {
            int number = request;
            all.add(threads.submit(() -> admission.admit(() -> {
                most.accumulateAndGet(working.incrementAndGet(), Math::max);
                Thread.yield();
                working.decrementAndGet();
                return number;
            })));
        }
        for (int request = 0; request < 40; request++) {
            assertThat(all.get(request).get()).isEqualTo(new Outcome.Done<>(request));
        }
        assertThat(most.get()).isBetween(1, 3);
        assertThat(admission.working()).isZero();
        assertThat(admission.waiting()).isZero();
        assertThat(admission.turnedAwayCount()).isZero();
    }

    @Test
    void thoseWhoWaitBeginInTheOrderInWhichTheyCame() throws Exception {
        Admission admission = new Admission(1, LONG, nanos::get);
        Future<Outcome<String>> first = hold(admission);
        List<Integer> order = Collections.synchronizedList(new ArrayList<>());
        List<Future<Outcome<Boolean>>> waiting = new ArrayList<>();
        for (int request = 0; request < 8; request++) {
            int number = request;
            waiting.add(threads.submit(() -> admission.admit(() -> order.add(number))));
            while (admission.waiting() <= number) {
                Thread.onSpinWait();
            }
        }
        release.countDown();
        for (Future<Outcome<Boolean>> request : waiting) {
            assertThat(request.get()).isEqualTo(new Outcome.Done<>(true));
        }
        assertThat(first.get()).isEqualTo(new Outcome.Done<>("held"));
        assertThat(order).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    }

    @Test
    void turnsAwayWhoWouldWaitTooLongWithoutKeepingHim() throws Exception {
        Admission admission = new Admission(1, LONG, nanos::get);
        Future<Outcome<String>> first = hold(admission);
        Future<Outcome<String>> second = threads.submit(() -> admission.admit(() -> "second"));
        while (admission.waiting() == 0) {
            Thread.onSpinWait();
        }
        // nothing has finished for 40 s: the second of those who wait would wait 80 s
        nanos.addAndGet(Duration.ofSeconds(40).toNanos());
        assertThat(admission.<String>admit(() -> "third")).isEqualTo(new Outcome.TurnedAway<>(Duration.ofSeconds(30)));
        assertThat(admission.turnedAwayCount()).isEqualTo(1);
        release.countDown();
        assertThat(first.get()).isEqualTo(new Outcome.Done<>("held"));
        assertThat(second.get()).isEqualTo(new Outcome.Done<>("second"));
    }

    @Test
    void whoHasWaitedTooLongIsTurnedAwayAndItsWorkNeverBegins() throws Exception {
        Admission admission = new Admission(1, Duration.ofNanos(1), nanos::get);
        Future<Outcome<String>> first = hold(admission);
        CompletableFuture<String> begun = new CompletableFuture<>();
        assertThat(admission.admit(() -> begun.complete("begun"))).isInstanceOf(Outcome.TurnedAway.class);
        assertThat(admission.waiting()).isZero();
        release.countDown();
        assertThat(first.get()).isEqualTo(new Outcome.Done<>("held"));
        assertThat(begun).isNotDone();
        assertThat(admission.working()).isZero();
    }

    @Test
    void whatTheWorkThrowsIsThrownAndItsPlaceIsFree() {
        Admission admission = new Admission(1, LONG, nanos::get);
        assertThatThrownBy(() -> {
                    Object unused = admission.admit(() -> {
                        throw new IllegalStateException("broken");
                    });
                })
                .hasMessage("broken");
        assertThat(admission.admit(() -> "next")).isEqualTo(new Outcome.Done<>("next"));
    }
}

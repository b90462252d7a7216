// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer.notification;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.pdp.receiver.Receiver;
import io.notenboom.pdp.transfer.InMemoryTransferStore;
import io.notenboom.pdp.transfer.NotificationSender.Delivery;
import io.notenboom.pdp.transfer.Notifier;
import io.notenboom.pdp.transfer.TransferSamples;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class NotificationAttemptsTest {

    private final InMemoryTransferStore store = new InMemoryTransferStore();
    private final CountDownLatch slow = new CountDownLatch(1);
    private final Map<String, AtomicInteger> sent = new ConcurrentHashMap<>();
    private final CountDownLatch others = new CountDownLatch(20);

    private Delivery send(String task) {
        int unused = sent.computeIfAbsent(task, first -> new AtomicInteger()).incrementAndGet();
        if (task.equals("task-f0")) {
            try {
                assertThat(slow.await(30, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException interrupted) {
                throw new IllegalStateException(interrupted);
            }
        } else {
            others.countDown();
        }
        return new Delivery.Delivered();
    }

    /** The receiver of the first is slow; the others are told meanwhile, and it is not asked a second time. */
    @Test
    void whoTakesLongHoldsUpNobodyElse() throws Exception {
        for (int number = 0; number <= 20; number++) {
            store.put(TransferSamples.running("t" + number, "f" + number, TransferSamples.REACHABLE));
        }
        Notifier notifier = new Notifier(
                store,
                TransferSamples.RECEIVERS,
                (String subject, Receiver receiver, String task) -> send(task),
                (transfer, attempt) -> {},
                InstantSource.system(),
                Notifier.Schedule.standard(() -> 0));
        try (NotificationAttempts attempts = new NotificationAttempts(notifier)) {
            attempts.begin("t0", 1);
            attempts.begin("t0", 1);
            for (int number = 1; number <= 20; number++) {
                attempts.begin("t" + number, 1);
            }
            assertThat(others.await(30, TimeUnit.SECONDS)).isTrue();
            slow.countDown();
        }
        assertThat(store.undelivered()).isEmpty();
        assertThat(store.unsettled()).isEmpty();
        assertThat(Set.copyOf(sent.keySet())).hasSize(21);
        assertThat(sent.get("task-f0")).hasValue(1);
    }
}

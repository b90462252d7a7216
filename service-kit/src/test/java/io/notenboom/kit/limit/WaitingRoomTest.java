// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingRoomTest {

    private final WaitingRoom room = new WaitingRoom();

    private static long nanosOf(Runnable work) {
        long began = System.nanoTime();
        work.run();
        return System.nanoTime() - began;
    }

    private long satOnAVirtualThread() throws InterruptedException {
        AtomicLong took = new AtomicLong();
        Thread.ofVirtual().start(() -> took.set(nanosOf(room::sit))).join();
        return took.get();
    }

    @Test
    void oneWaitsOnAVirtualThreadAndLeavesAgain() throws InterruptedException {
        for (int time = 0; time < 3; time++) {
            assertThat(satOnAVirtualThread()).isGreaterThanOrEqualTo(WaitingRoom.WAIT.toNanos());
        }
    }

    @Test
    void aThreadThatOthersNeedIsNotKept() {
        assertThat(nanosOf(room::sit)).isLessThan(WaitingRoom.WAIT.toNanos());
    }

    @Test
    void whoFindsNoPlaceIsToldAtOnce() throws InterruptedException {
        int places = 0;
        while (room.enter()) {
            places++;
        }
        assertThat(places).isEqualTo(1_000);
        assertThat(satOnAVirtualThread()).isLessThan(WaitingRoom.WAIT.toNanos());
        room.leave();
        assertThat(room.enter()).isTrue();
        assertThat(room.enter()).isFalse();
    }
}

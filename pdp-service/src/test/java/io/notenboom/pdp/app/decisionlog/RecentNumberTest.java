// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.app.decisionlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The room on a disk is not asked for with every decision, and never trusted for long. */
class RecentNumberTest {

    private final AtomicLong number = new AtomicLong(7);
    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 10);
    private final RecentNumber recent = new RecentNumber(number::get, Duration.ofNanos(100), nanos::get);

    @Test
    void anAnswerCountsForItsTime() {
        number.set(8);
        nanos.addAndGet(99);
        assertThat(recent.getAsLong()).isEqualTo(7);
        nanos.addAndGet(1);
        assertThat(recent.getAsLong()).isEqualTo(8);
        number.set(9);
        assertThat(recent.getAsLong()).isEqualTo(8);
        nanos.addAndGet(100);
        assertThat(recent.getAsLong()).isEqualTo(9);
    }
}

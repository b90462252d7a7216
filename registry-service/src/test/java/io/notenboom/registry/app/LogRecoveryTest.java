// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogRecoveryTest {

    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean writable = new AtomicBoolean();
    private final AtomicInteger ends = new AtomicInteger();
    private final LogRecovery recovery = new LogRecovery(failed::get, writable::get, ends::incrementAndGet);

    @Test
    void aSoundLogIsLeftAlone() {
        writable.set(true);
        recovery.recover();
        assertThat(ends).hasValue(0);
    }

    @Test
    void afterAFailureTheServiceGoesOnUntilTheDiskCanBeWrittenTo() {
        failed.set(true);
        recovery.recover();
        assertThat(ends).hasValue(0);
        writable.set(true);
        recovery.recover();
        assertThat(ends).hasValue(1);
    }
}

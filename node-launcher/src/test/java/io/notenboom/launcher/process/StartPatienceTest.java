// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StartPatienceTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final StartPatience patience = new StartPatience(Duration.ofSeconds(10), 0);

    @Test
    void whoWorksSlowlyOnABusyMachineMayGoOn() {
        for (int second = 1; second < 200; second++) {
            assertThat(patience.over(second * SECOND, Duration.ofMillis(45L * second), 0))
                    .as("second " + second)
                    .isEmpty();
        }
    }

    @Test
    void whoDoesNothingIsNotWaitedFor() {
        assertThat(patience.over(9 * SECOND, Duration.ofMillis(90), 0)).isEmpty();
        assertThat(patience.over(10 * SECOND, Duration.ofMillis(100), 0)).contains("it did nothing for 10 s");
    }

    @Test
    void aLineIsASignOfLife() {
        assertThat(patience.over(9 * SECOND, Duration.ZERO, 1)).isEmpty();
        assertThat(patience.over(18 * SECOND, Duration.ZERO, 1)).isEmpty();
        assertThat(patience.over(19 * SECOND, Duration.ZERO, 1)).contains("it did nothing for 10 s");
    }

    @Test
    void whoWorksAndDoesNotGetReadyIsNotWaitedFor() {
        assertThat(patience.over(6 * SECOND, Duration.ofSeconds(9), 40)).isEmpty();
        assertThat(patience.over(7 * SECOND, Duration.ofSeconds(10), 50)).contains("it has worked for 10 s");
    }

    @Test
    void nothingTakesForEver() {
        for (int second = 1; second < StartPatience.LONGEST.toSeconds(); second++) {
            assertThat(patience.over(second * SECOND, Duration.ZERO, second)).isEmpty();
        }
        assertThat(patience.over(StartPatience.LONGEST.toNanos(), Duration.ZERO, 10_000))
                .contains("it has been starting for 10 minutes");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Locale;

/** How long each of many equal steps took. */
final class Times {

    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;

    private final long[] sorted;

    private Times(long[] sorted) {
        this.sorted = sorted;
    }

    /** Something that is measured. */
    @FunctionalInterface
    interface Step {
        void run(int number) throws Exception;
    }

    /** Measures this many steps after a tenth of them as warm-up. */
    static Times of(int count, Step step) throws Exception {
        int warmUp = count / 10;
        long[] nanos = new long[count];
        for (int number = 0; number < warmUp + count; number++) {
            long start = System.nanoTime();
            step.run(number);
            if (number >= warmUp) {
                nanos[number - warmUp] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        return new Times(nanos);
    }

    /** Steps in a second of processor time of this thread, after a tenth of them as warm-up. */
    static double perCpuSecond(int count, Step step) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int number = 0; number < count / 10; number++) {
            step.run(number);
        }
        long start = threads.getCurrentThreadCpuTime();
        for (int number = 0; number < count; number++) {
            step.run(number);
        }
        return count * NANOS / (threads.getCurrentThreadCpuTime() - start);
    }

    /** Steps in a second. */
    double perSecond() {
        return sorted.length * NANOS / Arrays.stream(sorted).sum();
    }

    /** The share, from 0 to 1, of steps that took at most this many milliseconds. */
    double milliseconds(double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / MILLION;
    }

    String inWords() {
        return String.format(
                Locale.ROOT, "%.0f/s, p50 %.2f ms, p99 %.2f ms", perSecond(), milliseconds(0.5), milliseconds(0.99));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.bench.search;

import java.util.Arrays;
import java.util.Locale;

/**
 * How long each of many equal things took, in milliseconds.
 *
 * @param number how many were measured
 * @param p50 median
 * @param p95 95th of a hundred
 * @param p99 99th of a hundred
 */
public record Latency(int number, double p50, double p95, double p99) {

    /** Of these times, in any order; of none, nothing is known. */
    public static Latency of(double[] millis) {
        if (millis.length == 0) {
            return new Latency(0, Double.NaN, Double.NaN, Double.NaN);
        }
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Latency(sorted.length, at(sorted, 50), at(sorted, 95), at(sorted, 99));
    }

    private static double at(double[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }

    /** For people to read. */
    public String inWords() {
        return String.format(Locale.ROOT, "p50 %.2f, p95 %.2f, p99 %.2f ms", p50, p95, p99);
    }
}

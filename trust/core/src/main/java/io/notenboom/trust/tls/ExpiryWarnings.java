// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.tls;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Says once for each of 60, 30, 14, 7 and 1 days that a certificate ends, and when it has ended. For one thread at a time. */
public final class ExpiryWarnings {

    /** Category of the log to which warnings go. */
    public static final String LOG_CATEGORY = "io.notenboom.certificate.alarm";

    private static final List<Integer> DAYS = List.of(1, 7, 14, 30, 60);
    private static final int ENDED = 0;
    private static final int NOTHING = Integer.MAX_VALUE;

    private final String listener;
    private Instant lastEnd = Instant.EPOCH;
    private int told = NOTHING;

    /** @param listener a word, as {@code public} */
    public ExpiryWarnings(String listener) {
        this.listener = listener;
    }

    /**
     * What to say.
     *
     * @param ended whether it has ended
     */
    public record Warning(String text, boolean ended) {}

    /** What is to be said now of a certificate that ends then; nothing if it was said already. */
    public Optional<Warning> at(Instant now, Instant end) {
        if (!end.equals(lastEnd)) {
            lastEnd = end;
            told = NOTHING;
        }
        int step = step(Duration.between(now, end));
        if (step >= told) {
            return Optional.empty();
        }
        told = step;
        return Optional.of(
                step == ENDED
                        ? new Warning("the certificate of the " + listener + " listener has ended, on " + end, true)
                        : new Warning(
                                "the certificate of the " + listener + " listener ends within "
                                        + (step == 1 ? "a day" : step + " days") + ", on " + end
                                        + ": put another one in its place",
                                false));
    }

    private static int step(Duration left) {
        if (!left.isPositive()) {
            return ENDED;
        }
        return DAYS.stream()
                .filter(days -> left.compareTo(Duration.ofDays(days)) <= 0)
                .findFirst()
                .orElse(NOTHING);
    }
}

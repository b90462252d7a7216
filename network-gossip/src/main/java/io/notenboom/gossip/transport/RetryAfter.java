// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.transport;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.regex.Pattern;

/** The header {@code Retry-After} with delay-seconds (RFC 9110 §10.2.3), which is how peers ask to come back later. */
final class RetryAfter {

    /** A peer that asks for more does not get more. */
    static final Duration MOST = Duration.ofHours(1);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private RetryAfter() {}

    /** What an answer asks for; zero if it asks for nothing that can be read, as with a date. */
    static Duration of(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofSeconds(Long.parseLong(value)))
                .map(asked -> asked.compareTo(MOST) < 0 ? asked : MOST)
                .orElse(Duration.ZERO);
    }
}

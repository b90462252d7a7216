// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.limit;

import io.notenboom.trust.limit.Allowance;
import io.notenboom.trust.limit.Share;
import java.time.Duration;
import java.util.Map;

/**
 * A request that counted towards a limit.
 *
 * @param limit which one, a word
 * @param atOnce how many may come at once
 * @param refill how long it takes until that many may come again
 * @param share what came of it
 */
public record CountedRequest(String limit, long atOnce, Duration refill, Share share) {

    static CountedRequest of(String limit, Allowance allowance, String who) {
        return new CountedRequest(limit, allowance.atOnce(), allowance.refill(), allowance.share(who));
    }

    /**
     * What the caller is told (RateLimit header fields for HTTP,
     * draft-ietf-httpapi-ratelimit-headers-10); nothing where there is no limit.
     */
    public Map<String, String> headers() {
        if (atOnce == 0) {
            return Map.of();
        }
        long window = Math.max(1, refill.toSeconds());
        long reset = share.granted() ? window : waitSeconds();
        return Map.of(
                "RateLimit-Policy", "\"" + limit + "\";q=" + atOnce + ";w=" + window,
                "RateLimit", "\"" + limit + "\";r=" + share.left() + ";t=" + reset);
    }

    /** Whole seconds until the next request can pass, at least one. */
    public long waitSeconds() {
        return Math.max(1, share.pause().plusNanos(999_999_999).toSeconds());
    }
}

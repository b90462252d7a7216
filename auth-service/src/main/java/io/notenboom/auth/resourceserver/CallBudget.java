// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many calls a resource server may make to this process in a second. Asked after it is known who calls, so that nobody uses
 * up the calls of somebody else. Safe for use by many threads.
 */
public final class CallBudget {

    private static final int MANY = 10_000;

    private final int perSecond;
    private final InstantSource clock;
    private final Map<String, Second> seconds = new ConcurrentHashMap<>();

    /** @param perSecond most calls, at least 1 */
    public CallBudget(int perSecond, InstantSource clock) {
        if (perSecond < 1) {
            throw new IllegalArgumentException("notenboom.auth.introspection.calls-per-second must be at least 1");
        }
        this.perSecond = perSecond;
        this.clock = clock;
    }

    /** Whether one more call is within the budget. */
    @CheckReturnValue
    public boolean take(ResourceServer server) {
        long now = clock.instant().getEpochSecond();
        if (seconds.size() > MANY) {
            seconds.values().removeIf(second -> second.number() != now);
        }
        String key = server.subject().value() + " " + server.id();
        Second second = seconds.compute(
                key,
                (_, known) -> known == null || known.number() != now ? new Second(now, new AtomicInteger()) : known);
        return second.calls().incrementAndGet() <= perSecond;
    }

    private record Second(long number, AtomicInteger calls) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import io.notenboom.kit.outbound.OutboundOutcome.Failed;
import io.notenboom.kit.outbound.OutboundOutcome.Failure;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What failed lately, so that nobody waits for it again and again. A GET that failed is not sent again for {@link #PAUSE}. A
 * host and port that did not answer {@value #FAILURES} requests in a row is asked nothing for as long; then one request tries,
 * and what becomes of it decides. Remembers the {@value #CAPACITY} latest of each. Safe for many threads.
 */
final class FailingHosts {

    /** Requests in a row without an answer after which a host is left alone. */
    static final int FAILURES = 5;

    /** How long. */
    static final Duration PAUSE = Duration.ofSeconds(10);

    private static final int CAPACITY = 2_000;

    private final LongSupplier nanoTime;
    private final Map<String, Host> hosts = latest();
    private final Map<Object, FailedGet> gets = latest();

    /** @param nanoTime as {@link System#nanoTime()} */
    FailingHosts(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What became of the same GET less than {@link #PAUSE} ago, if it failed. */
    synchronized Optional<Failed> recent(OutboundRequest request) {
        @Nullable FailedGet known = gets.get(request.flight());
        if (known == null) {
            return Optional.empty();
        }
        if (known.until() - nanoTime.getAsLong() <= 0) {
            gets.remove(request.flight());
            return Optional.empty();
        }
        return Optional.of(known.outcome());
    }

    /** Remembers what became of a GET, if it failed. */
    synchronized void remember(OutboundRequest request, OutboundOutcome outcome) {
        if (outcome instanceof Failed failed && failed.reason() != Failure.HOST_PAUSED) {
            gets.put(request.flight(), new FailedGet(failed, nanoTime.getAsLong() + PAUSE.toNanos()));
        }
    }

    /** Whether the host may be asked now; who is let in after a pause is the one that tries. */
    synchronized boolean mayAsk(URI target) {
        @Nullable Host host = hosts.get(name(target));
        if (host == null || host.inARow < FAILURES) {
            return true;
        }
        long now = nanoTime.getAsLong();
        if (host.until - now > 0) {
            return false;
        }
        host.until = now + PAUSE.toNanos();
        return true;
    }

    /** Counts what became of asking the host: no answer is a failure; any answer, and one that is too large, is none. */
    synchronized void asked(URI target, OutboundOutcome outcome) {
        if (!(outcome instanceof Failed failed) || failed.reason() == Failure.TOO_LARGE) {
            hosts.remove(name(target));
            return;
        }
        Host host = hosts.computeIfAbsent(name(target), _ -> new Host());
        host.inARow++;
        host.until = nanoTime.getAsLong() + PAUSE.toNanos();
    }

    private static String name(URI target) {
        return target.getHost().toLowerCase(Locale.ROOT) + ":" + Exchange.port(target);
    }

    private static <K, V> Map<K, V> latest() {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > CAPACITY;
            }
        };
    }

    private static final class Host {
        private int inARow;
        private long until;
    }

    private record FailedGet(Failed outcome, long until) {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Counts the connections of a listener from the moment on at which the system hands them over, before anything is read from
 * them. Tells of refusals in the log at most once a minute. Safe for many threads.
 */
final class OpenConnections {

    /** The limit that a connection met. */
    enum Refusal {
        /** There are as many as the listener holds. */
        ALL("max-connections"),
        /** As many came from its address as may. */
        ADDRESS("max-connections-per-address"),
        /** So many from its address have not shown who they are. */
        HANDSHAKES("max-handshakes-per-address");

        private final String setting;

        Refusal(String setting) {
            this.setting = setting;
        }

        /** What configures it. */
        String setting() {
            return setting;
        }
    }

    private static final Duration BETWEEN_WORDS = Duration.ofMinutes(1);
    private static final int NETWORK_BYTES = 8;

    private final String listener;
    private final ConnectionLimits limits;
    private final InstantSource clock;
    private final Consumer<String> say;
    private final Map<InetAddress, Counts> byAddress = new HashMap<>();
    private final Map<Refusal, Long> refusals = new EnumMap<>(Refusal.class);
    private int all;
    private long unsaid;
    private Instant saidAt = Instant.MIN;

    private static final class Counts {
        private int open;
        private int handshakes;
    }

    /**
     * Without connections.
     *
     * @param listener its name in the configuration
     * @param say is told of refusals, in words for the log
     */
    OpenConnections(String listener, ConnectionLimits limits, InstantSource clock, Consumer<String> say) {
        this.listener = listener;
        this.limits = limits;
        this.clock = clock;
        this.say = say;
    }

    /** One that is open. */
    final class Open {
        private final InetAddress from;
        private boolean shaking = true;
        private boolean closed;

        private Open(InetAddress from) {
            this.from = from;
        }

        /** Its TLS handshake ended, well or not. */
        void shaken() {
            synchronized (OpenConnections.this) {
                if (shaking) {
                    shaking = false;
                    counts(from).handshakes--;
                }
            }
        }

        /** It is closed. */
        void closed() {
            synchronized (OpenConnections.this) {
                shaken();
                if (!closed) {
                    closed = true;
                    all--;
                    counts(from).open--;
                }
                if (counts(from).open == 0) {
                    byAddress.remove(from);
                }
            }
        }
    }

    private Counts counts(InetAddress from) {
        return byAddress.computeIfAbsent(from, address -> new Counts());
    }

    /** A connection came; empty if it is over a limit and has to be closed. */
    synchronized Optional<Open> came(InetAddress address) {
        InetAddress from = source(address);
        Counts counts = counts(from);
        Refusal why = refusal(counts);
        if (why != null) {
            if (counts.open == 0) {
                byAddress.remove(from);
            }
            refused(why, address);
            return Optional.empty();
        }
        all++;
        counts.open++;
        counts.handshakes++;
        return Optional.of(new Open(from));
    }

    private @Nullable Refusal refusal(Counts counts) {
        if (all >= limits.all()) {
            return Refusal.ALL;
        }
        if (counts.open >= limits.perAddress()) {
            return Refusal.ADDRESS;
        }
        return counts.handshakes >= limits.handshakesPerAddress() ? Refusal.HANDSHAKES : null;
    }

    private void refused(Refusal why, InetAddress address) {
        refusals.merge(why, 1L, Long::sum);
        unsaid++;
        Instant now = clock.instant();
        if (saidAt.equals(Instant.MIN) || !now.isBefore(saidAt.plus(BETWEEN_WORDS))) {
            say.accept("the " + listener + " listener closed " + unsaid
                    + " new connections over its limits since it last said so; the last one came from "
                    + address.getHostAddress() + " and met notenboom.listener." + listener + "." + why.setting());
            saidAt = now;
            unsaid = 0;
        }
    }

    /** What is counted together. */
    private static InetAddress source(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return address;
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, NETWORK_BYTES, network.length, (byte) 0);
        try {
            return InetAddress.getByAddress(network);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv6 address has 16 bytes", e);
        }
    }

    /** Number of connections. */
    synchronized int size() {
        return all;
    }

    /** How many were closed because of a limit. */
    synchronized long refusals(Refusal why) {
        return refusals.getOrDefault(why, 0L);
    }
}

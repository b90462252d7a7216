// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.redis.confinement;

import io.notenboom.kit.customer.NodeMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Decides what follows from what was found out. In strict mode a service that can get out does not run: it ends before it was
 * ever shown to be confined, and is not ready when that changes later. In development it says so, loudly, and goes on.
 */
final class ConfinementWatch {

    /** How often it is looked again after it was shown. */
    static final Duration AGAIN = Duration.ofMinutes(10);

    private static final Logger LOG = Logger.getLogger("io.notenboom.kit.redis.alarm");

    private final NodeMode mode;
    private final Supplier<Confinement> examination;
    private final InstantSource clock;
    private final Consumer<String> end;
    private volatile Confinement last = new Confinement.Undetermined("not tried yet");
    private volatile boolean everShown;
    private Instant due = Instant.EPOCH;

    /**
     * Looks with this.
     *
     * @param end ends the process, for the reason given
     */
    ConfinementWatch(NodeMode mode, Supplier<Confinement> examination, InstantSource clock, Consumer<String> end) {
        this.mode = mode;
        this.examination = examination;
        this.clock = clock;
        this.end = end;
    }

    /** Looks if it is time: at once until something was found out, every ten minutes from then on. */
    synchronized void look() {
        Instant now = clock.instant();
        if (now.isBefore(due) && !now.isBefore(due.minus(AGAIN))) {
            return;
        }
        Confinement found = examination.get();
        Confinement before = last;
        last = found;
        switch (found) {
            case Confinement.Confined _ -> {
                everShown = true;
                due = now.plus(AGAIN);
            }
            case Confinement.Escaped escaped -> {
                due = now.plus(AGAIN);
                escaped(escaped);
            }
            case Confinement.Undetermined undetermined -> {
                if (!undetermined.equals(before)) {
                    LOG.warnf(
                            "it cannot be shown at present that this node is confined to its customer in Redis: %s",
                            undetermined.why());
                }
            }
        }
    }

    private void escaped(Confinement.Escaped escaped) {
        String ways = String.join("; ", escaped.ways());
        switch (mode) {
            case DEV ->
                LOG.warnf(
                        "NOT CONFINED: with this user of Redis a node reaches what is not its customer's: %s."
                                + " Permitted in development only; docs/operations/redis.md has the user to make",
                        ways);
            case STRICT -> {
                String reason = "this node is not confined to its customer in Redis: " + ways
                        + ". Give it the user of docs/operations/redis.md";
                if (everShown) {
                    LOG.error(reason + "; it is not ready until then");
                } else {
                    end.accept(reason);
                }
            }
        }
    }

    /** Whether requests may be served as far as this goes. */
    boolean ready() {
        return switch (mode) {
            case DEV -> true;
            case STRICT -> everShown && !(last instanceof Confinement.Escaped);
        };
    }

    /** In one word what is known. */
    String standing() {
        return switch (last) {
            case Confinement.Confined _ -> "confined";
            case Confinement.Escaped _ -> "not confined";
            case Confinement.Undetermined _ -> everShown ? "confined" : "not shown yet";
        };
    }
}

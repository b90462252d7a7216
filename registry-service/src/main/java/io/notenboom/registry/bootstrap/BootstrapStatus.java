// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the fetching of history from the logs of peers goes.
 *
 * @param state where it is
 * @param list address of the peer whose log is read as the list; null if none is, or was
 * @param size number of entries in the list
 * @param position how many of them were looked at
 * @param counts what became of the events
 * @param sources the peers that are read
 */
public record BootstrapStatus(
        State state, @Nullable String list, long size, long position, Counts counts, List<Source> sources) {

    /** Before it was decided. */
    public static final BootstrapStatus PENDING =
            new BootstrapStatus(State.PENDING, null, 0, 0, new Counts(0, 0, 0, Map.of()), List.of());

    /** Where it is. */
    public enum State {
        /** Nobody was asked yet. */
        PENDING,
        /** No peer has much that this node lacks. */
        NOT_NEEDED,
        /** It is under way. */
        RUNNING,
        /** The list was read to its end. */
        DONE,
        /** No log could be read to its end; what lacks is fetched stream by stream. */
        GIVEN_UP;

        /** In the API and in metrics. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * What became of the events.
     *
     * @param accepted verified and durable now
     * @param known had been there
     * @param held may become valid when more is known
     * @param refused not valid here, by code of the verdict
     */
    public record Counts(long accepted, long known, long held, Map<String, Long> refused) {

        /** Copies its map. */
        public Counts {
            refused = Map.copyOf(refused);
        }
    }

    /**
     * A peer that is read.
     *
     * @param peer its address
     * @param pages how many pages it served
     * @param failures how often it failed or was slow
     * @param lied whether it broke its word; then it is read no more
     */
    public record Source(String peer, long pages, long failures, boolean lied) {}

    /** Copies its list. */
    public BootstrapStatus {
        sources = List.copyOf(sources);
    }

    /** The same in another state. */
    BootstrapStatus in(State next) {
        return new BootstrapStatus(next, list, size, position, counts, sources);
    }
}

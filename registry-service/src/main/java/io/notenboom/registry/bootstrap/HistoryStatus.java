// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap;

import org.jspecify.annotations.Nullable;

/**
 * How far the history is verified.
 *
 * @param state what can be relied on
 * @param events number of events in the log
 * @param verified how many of them this release verified the signatures of
 * @param anchored size of the own checkpoint that the files were compared with at the start; 0 if there was none, and then
 *     every signature was verified before the first answer
 * @param rules which release and rules verify
 * @param problem the first event that did not hold; null if all did
 * @param problems number of events that did not hold
 */
public record HistoryStatus(
        HistoryState state,
        long events,
        long verified,
        long anchored,
        String rules,
        @Nullable Problem problem,
        long problems) {

    /**
     * An event that did not hold.
     *
     * @param index position in the log
     * @param event its id, or what stands there
     * @param code why, as for a rejected event
     */
    public record Problem(long index, String event, String code) {}

    /** The same, while history is fetched from peers. */
    public HistoryStatus syncing() {
        return state == HistoryState.FAILED
                ? this
                : new HistoryStatus(HistoryState.SYNCING, events, verified, anchored, rules, problem, problems);
    }
}

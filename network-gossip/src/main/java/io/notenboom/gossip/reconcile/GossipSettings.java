// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.reconcile;

import java.time.Duration;

/**
 * Numbers of the protocol.
 *
 * @param active k, the most peers in use
 * @param fanOut f, peers chosen for each push and each round of syncs
 * @param pushDelay for how long new events are collected before they are pushed
 * @param dirtyInterval time between rounds when a difference is known or likely
 * @param idleInterval time between rounds otherwise
 * @param jitter by which part times are varied, 0.2 for ±20 %
 * @param timeout time that a call may take
 */
public record GossipSettings(
        int active,
        int fanOut,
        Duration pushDelay,
        Duration dirtyInterval,
        Duration idleInterval,
        double jitter,
        Duration timeout) {

    /** @throws IllegalArgumentException if a number makes no sense */
    public GossipSettings {
        if (active < 1 || fanOut < 1 || jitter < 0 || jitter >= 1 || !timeout.isPositive()) {
            throw new IllegalArgumentException("settings of gossip out of range");
        }
    }

    /** k 8, f 3, pushed after 50 ms, rounds every 2 s or 30 s, ±20 %, time-out 10 s. */
    public static GossipSettings standard() {
        return new GossipSettings(
                8,
                3,
                Duration.ofMillis(50),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30),
                0.2,
                Duration.ofSeconds(10));
    }
}

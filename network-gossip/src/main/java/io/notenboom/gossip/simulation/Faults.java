// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.simulation;

import java.time.Duration;

/**
 * What goes wrong in a simulated network.
 *
 * @param loss part of the calls that is lost, which the caller notices by its time-out
 * @param churn part of the nodes that cannot be reached at any moment; they come and go
 * @param clockSkew by how much clocks of nodes differ from the network's at most, in both directions
 */
public record Faults(double loss, double churn, Duration clockSkew) {

    /** How long a node stays away, and so how long others stay. */
    static final Duration CHURN_PERIOD = Duration.ofSeconds(30);

    private static final int SKEW_STEPS = 5;

    /** Nothing goes wrong. */
    public static final Faults NONE = new Faults(0, 0, Duration.ZERO);

    /** Skews are spread evenly from one end to the other. */
    Duration skew(int node) {
        return clockSkew.multipliedBy(node % SKEW_STEPS - SKEW_STEPS / 2).dividedBy(SKEW_STEPS / 2);
    }
}

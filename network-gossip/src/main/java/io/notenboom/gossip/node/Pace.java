// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.node;

import io.notenboom.gossip.reconcile.GossipSettings;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/**
 * What decides when and with whom this node talks.
 *
 * @param settings the protocol's numbers
 * @param clock this node's time
 * @param random for choices and jitter
 */
public record Pace(GossipSettings settings, InstantSource clock, RandomGenerator random) {}

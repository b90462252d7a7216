// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.mcsd;

import java.time.Instant;

/**
 * The newest version of a resource. Both numbers grow together: a later change never has an earlier time, and of the same time
 * never a smaller number.
 *
 * @param key the resource
 * @param number grows with every change of this node's directory
 * @param lastUpdated when the change showed on this node, in whole milliseconds
 * @param fingerprint of what it says; of one that is gone, of nothing
 * @param deleted whether it is gone
 */
public record Version(ResourceKey key, long number, Instant lastUpdated, String fingerprint, boolean deleted) {}

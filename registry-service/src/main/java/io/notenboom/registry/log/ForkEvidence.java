// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

import io.notenboom.registry.event.EventId;

/**
 * A valid event that contradicts one in the log: proof that its signer signed two events for one place.
 *
 * @param stream id of the stream
 * @param sequence the place
 * @param accepted the event in this node's log
 * @param other the other event
 * @param compact the other event itself
 */
public record ForkEvidence(EventId stream, long sequence, EventId accepted, EventId other, String compact) {}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

import io.notenboom.registry.event.EventId;

/**
 * An event in the log.
 *
 * @param index position in this node's order of acceptance, from 0
 * @param id id of the event
 * @param stream id of its stream
 * @param sequence its sequence in that stream
 * @param type name of its event type
 * @param compact the event itself
 */
public record LogEntry(long index, EventId id, EventId stream, long sequence, String type, String compact) {}

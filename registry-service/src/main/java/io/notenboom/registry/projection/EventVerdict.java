// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.RegistryEvent;

/**
 * An event of the log and what the projection made of it.
 *
 * @param id id of the event
 * @param stream id of its stream
 * @param header its header
 * @param payload its payload
 * @param standing whether it counts
 */
public record EventVerdict(
        EventId id, EventId stream, EventHeader header, RegistryEvent payload, ProjectionStanding standing) {}

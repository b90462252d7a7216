// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.stream;

import io.notenboom.registry.event.EventId;

/**
 * Where a stream stands. Of a stream with a fork that is not resolved it is the last event before the fork, so that nodes
 * that hold different branches still agree.
 *
 * @param stream id of the stream
 * @param sequence sequence of its last event
 * @param id id of its last event
 * @param forked whether two valid events with one sequence are known after this head
 */
public record StreamHead(EventId stream, long sequence, EventId id, boolean forked) {}

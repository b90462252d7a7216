// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.issue;

import io.notenboom.registry.event.EventId;

/**
 * An event of the own stream that is in the log.
 *
 * @param id its id
 * @param sequence its sequence
 * @param type name of its type
 */
public record IssuedEvent(EventId id, long sequence, String type) {}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.bus;

import java.time.Duration;
import java.util.List;

/**
 * How events are delivered to a group.
 *
 * @param pauses between the tries of one event; one try more than pauses
 * @param abandoned how long an event may be in the hands of a member before another takes it over
 * @param longestRead how long one read waits for events
 */
record DeliveryPolicy(List<Duration> pauses, Duration abandoned, Duration longestRead) {

    /** Five tries within 22 seconds; taken over after 30. */
    static final DeliveryPolicy STANDARD = new DeliveryPolicy(
            List.of(Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofSeconds(15)),
            Duration.ofSeconds(30),
            Duration.ofSeconds(2));

    DeliveryPolicy {
        pauses = List.copyOf(pauses);
    }

    /** How often one event is tried by a member, and by how many members that die of it. */
    int tries() {
        return pauses.size() + 1;
    }
}

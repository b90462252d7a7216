// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.decision;

import io.notenboom.registry.event.EventId;
import java.util.Map;
import java.util.Optional;

/**
 * What the Foundation decided, at one moment. Computed from the events of its streams alone, never from the order in which
 * they or others arrived. Immutable.
 *
 * @param revocations revoked certificates
 * @param resolutions resolved forks
 * @param ineffective decisions that have no effect, by event, with the name of the question that was answered with no
 */
public record FoundationDecisions(Revocations revocations, Resolutions resolutions, Map<EventId, String> ineffective) {

    /** Nothing was decided. */
    public static final FoundationDecisions NONE =
            new FoundationDecisions(Revocations.NONE, Resolutions.NONE, Map.of());

    /** Copies its map. */
    public FoundationDecisions {
        ineffective = Map.copyOf(ineffective);
    }

    /** Why a decision has no effect: the question that was answered with no. Empty if it has. */
    public Optional<String> whyIneffective(EventId event) {
        return Optional.ofNullable(ineffective.get(event));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.projection;

/** Whether an event of the log counts in what the registry shows. */
public sealed interface ProjectionStanding {

    /** It counts. */
    record Valid() implements ProjectionStanding {}

    /**
     * A validation question was answered with no.
     *
     * @param rule name of the question
     * @param reason why
     */
    record Refused(String rule, String reason) implements ProjectionStanding {}

    /** This version does not understand it; another may. */
    record NotUnderstood(String problem) implements ProjectionStanding {}

    /** It comes at or after a fork in its stream that the Foundation has not resolved. */
    record Frozen() implements ProjectionStanding {}

    /** It is on a branch of its stream that lost: the Foundation decided for another event. */
    record ForkLost() implements ProjectionStanding {}

    /** It was signed after the place until which its certificate counts: the Foundation revoked it. */
    record Revoked() implements ProjectionStanding {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import io.notenboom.pdp.decision.Decision.Step;
import java.util.Optional;

/**
 * Permitted Task updates that wait for the resource server's answer, shared by all replicas: whichever of them hears the answer
 * knows what was permitted. Kept for a week. Every method throws a {@link RuntimeException} when the store cannot be reached.
 */
public interface PermittedSteps {

    /** Stores or replaces one; durable when this returns. */
    void put(PermittedStep step);

    /** Forgets a step that nobody was told to be permitted, because its decision could not be logged. */
    void withdraw(String decisionId);

    /** Notes that the resource server's answer to a step is known, whatever it was; it may still be confirmed later. */
    default void settled(String decisionId) {}

    /** The step of a decision. */
    Optional<PermittedStep> find(String decisionId);

    /**
     * A permitted step.
     *
     * @param decision id of the decision
     * @param pep the enforcement point that asked, and that confirms
     * @param flow id of the flow that takes the step
     * @param taken whether the flow took it
     */
    record PermittedStep(String decision, String pep, String flow, Step step, boolean taken) {

        /** The same, taken. */
        public PermittedStep done() {
            return new PermittedStep(decision, pep, flow, step, true);
        }
    }
}

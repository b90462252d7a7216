// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Permitted Task updates, in memory. */
public final class InMemoryPermittedSteps implements PermittedSteps {

    private final Map<String, PermittedStep> steps = new ConcurrentHashMap<>();

    @Override
    public void put(PermittedStep step) {
        steps.put(step.decision(), step);
    }

    @Override
    public void withdraw(String decisionId) {
        steps.remove(decisionId);
    }

    @Override
    public Optional<PermittedStep> find(String decisionId) {
        return Optional.ofNullable(steps.get(decisionId));
    }

    /** How many there are. */
    public int size() {
        return steps.size();
    }
}

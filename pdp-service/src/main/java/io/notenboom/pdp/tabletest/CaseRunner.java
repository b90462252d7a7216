// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.tabletest;

import io.notenboom.pdp.explain.Explainer;
import io.notenboom.pdp.explain.Explanation;
import io.notenboom.pdp.trial.Outcome;
import io.notenboom.pdp.trial.TrialException;
import io.notenboom.pdp.trial.TrialReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides on cases by the engine and compares what comes out with what was expected. */
public final class CaseRunner {

    private final TrialReader trials;

    /** @param trials reads the questions */
    public CaseRunner(TrialReader trials) {
        this.trials = trials;
    }

    /** Runs one. A question that cannot be read is a difference too. */
    public TableResult run(TableCase one) {
        try {
            Explanation explanation = Explainer.explain(trials.read(one.trial()).question());
            return new TableResult(one.name(), differences(one.expected(), explanation), checks(explanation));
        } catch (TrialException incorrect) {
            return new TableResult(
                    one.name(), List.of("the case cannot be read: " + incorrect.getMessage()), List.of());
        }
    }

    private static List<String> differences(TableCase.Expected expected, Explanation explanation) {
        Outcome outcome = Outcome.of(explanation.decision());
        List<String> differences = new ArrayList<>();
        if (!outcome.effect().equals(expected.effect())) {
            differences.add("expected " + expected.effect() + ", but it is " + outcome.inWords());
        }
        compare(differences, "reason", expected.reason(), outcome.reason());
        compare(differences, "failed check", expected.failed(), Outcome.failedCheck(explanation.decision()));
        compare(differences, "flow", expected.flow(), outcome.flow());
        return differences;
    }

    private static void compare(List<String> differences, String what, Optional<String> expected, String found) {
        expected.filter(value -> !value.equals(found))
                .ifPresent(value -> differences.add(
                        "expected " + what + " " + value + ", but it is " + (found.isEmpty() ? "none" : found)));
    }

    private static List<String> checks(Explanation explanation) {
        return explanation.checks().stream()
                .map(finding -> (finding.reached() ? "" : "(not reached) ")
                        + finding.check().wireName() + ": " + finding.result().wireName()
                        + (finding.detail().isEmpty() ? "" : " (" + finding.detail() + ")") + " "
                        + finding.inputs())
                .toList();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.pep.PermittedSteps.PermittedStep;
import java.util.Optional;

/**
 * What the resource server answered to a permitted Task update. Only its success changes the state of the flow and thereby
 * closes the data; the permit alone changes nothing. May be repeated.
 */
public final class Confirmation {

    private final PepRegister peps;
    private final PermittedSteps steps;
    private final DecisionJournal journal;
    private final FlowRegister flows;

    /** Over its parts. */
    public Confirmation(PepRegister peps, PermittedSteps steps, DecisionJournal journal, FlowRegister flows) {
        this.peps = peps;
        this.steps = steps;
        this.journal = journal;
        this.flows = flows;
    }

    /** Takes the answer's status for a decision, from the enforcement point that asked for it. */
    public Outcome confirm(String decisionId, PepCredentials credentials, int status) {
        Optional<PermittedStep> found = steps.find(decisionId);
        if (found.isEmpty()) {
            boolean known = journal.find(decisionId)
                    .filter(decision ->
                            peps.authenticate(decision.pep(), credentials).isPresent())
                    .isPresent();
            return known ? new Outcome.NothingToConfirm() : new Outcome.Unknown();
        }
        PermittedStep permitted = found.get();
        if (peps.authenticate(permitted.pep(), credentials).isEmpty()) {
            return new Outcome.Unknown();
        }
        if (permitted.taken()) {
            return new Outcome.Changed(permitted.flow(), permitted.step().to().wireName());
        }
        if (status < 200 || status > 299) {
            journal.confirmation(decisionId, status, false);
            steps.settled(decisionId);
            return new Outcome.Unchanged();
        }
        return take(permitted, status);
    }

    private Outcome take(PermittedStep permitted, int status) {
        Step step = permitted.step();
        Change change = flows.changeState(
                permitted.flow(),
                new FlowRegister.Step(step.from(), step.to(), step.remainderHash()),
                "pep:" + permitted.pep());
        return switch (change) {
            case Change.Done done -> {
                journal.confirmation(permitted.decision(), status, true);
                steps.put(permitted.done());
                yield new Outcome.Changed(done.flow().id(), step.to().wireName());
            }
            case Change.Conflict conflict -> {
                journal.confirmation(permitted.decision(), status, false);
                steps.settled(permitted.decision());
                yield new Outcome.Conflict();
            }
            case Change.Unknown unknown -> new Outcome.Unknown();
        };
    }

    /** What a confirmation did. */
    @CheckReturnValue
    public sealed interface Outcome {

        /** The flow took the step; durable. */
        record Changed(String flow, String state) implements Outcome {}

        /** The resource server refused the update; the flow is as it was. */
        record Unchanged() implements Outcome {}

        /** The decision was no permitted Task update. */
        record NothingToConfirm() implements Outcome {}

        /** The flow went another way meanwhile. */
        record Conflict() implements Outcome {}

        /** No such decision of this enforcement point. */
        record Unknown() implements Outcome {}
    }
}

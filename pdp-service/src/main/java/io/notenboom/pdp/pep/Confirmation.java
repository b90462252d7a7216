// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.log.DecisionJournal;
import io.notenboom.pdp.log.DecisionRecord;
import java.util.Optional;

/**
 * What the resource server answered to a permitted Task update. Only its success changes the state of the flow and thereby
 * closes the data; the permit alone changes nothing. May be repeated.
 */
public final class Confirmation {

    private final PepRegister peps;
    private final DecisionJournal journal;
    private final FlowRegister flows;

    /** Over its parts. */
    public Confirmation(PepRegister peps, DecisionJournal journal, FlowRegister flows) {
        this.peps = peps;
        this.journal = journal;
        this.flows = flows;
    }

    /** Takes the answer's status for a decision, from the enforcement point that asked for it. */
    public Outcome confirm(String decisionId, String key, int status) {
        Optional<DecisionRecord> decision = journal.find(decisionId);
        if (decision.isEmpty() || peps.authenticate(decision.get().pep(), key).isEmpty()) {
            return new Outcome.Unknown();
        }
        Optional<Step> step = decision.get().step();
        Optional<String> flow = decision.get().flow();
        if (step.isEmpty() || flow.isEmpty()) {
            return new Outcome.NothingToConfirm();
        }
        if (journal.taken(decision.get())) {
            return new Outcome.Changed(flow.get(), step.get().to().wireName());
        }
        if (status < 200 || status > 299) {
            journal.confirmation(decision.get(), status, false);
            return new Outcome.Unchanged();
        }
        Change change = flows.changeState(
                flow.get(), step.get().from(), step.get().to(), step.get().remainderHash());
        return switch (change) {
            case Change.Done done -> {
                journal.confirmation(decision.get(), status, true);
                yield new Outcome.Changed(done.flow().id(), step.get().to().wireName());
            }
            case Change.Conflict conflict -> {
                journal.confirmation(decision.get(), status, false);
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

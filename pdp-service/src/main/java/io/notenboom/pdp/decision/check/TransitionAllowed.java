// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.task.TaskDocument;
import io.notenboom.pdp.task.TaskState;
import java.util.Optional;

/** An update takes the Task one step that the profile lets the receiver take, and changes nothing but the status. */
public record TransitionAllowed() implements FlowCheck {

    @Override
    public CheckName name() {
        return CheckName.TRANSITION_ALLOWED;
    }

    @Override
    public Optional<Reason> refusal(FlowQuestion question, Flow flow) {
        Optional<TaskDocument> update = question.request().task();
        if (update.isEmpty()) {
            return Optional.empty();
        }
        TaskDocument task = update.get();
        TaskState from = flow.task().state();
        Optional<TaskState> to = task.state();
        if (to.isEmpty() || !question.profile().permits(from, to.get(), Role.RECEIVER)) {
            return Optional.of(Reason.TRANSITION_NOT_ALLOWED);
        }
        boolean unchanged = task.remainderHash(to.get()).equals(flow.task().remainderHash());
        return unchanged ? Optional.empty() : Optional.of(Reason.TASK_CHANGED);
    }
}

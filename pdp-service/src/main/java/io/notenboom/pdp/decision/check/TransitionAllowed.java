// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.request.Interaction;
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
        if (question.request().interaction() != Interaction.UPDATE) {
            return Optional.empty();
        }
        if (question.options().requireIfMatch() && !question.request().versioned()) {
            return Optional.of(Reason.IF_MATCH_REQUIRED);
        }
        Optional<TaskDocument> update = question.request().task();
        return update.isPresent() ? ofTask(question, flow, update.get()) : unseen(question, flow);
    }

    private static Optional<Reason> ofTask(FlowQuestion question, Flow flow, TaskDocument task) {
        Optional<TaskState> to = task.state();
        if (to.isEmpty() || !permitted(question, flow.task().state(), to.get())) {
            return Optional.of(Reason.TRANSITION_NOT_ALLOWED);
        }
        boolean unchanged = task.remainderHash(to.get()).equals(flow.task().remainderHash());
        return unchanged ? Optional.empty() : Optional.of(Reason.TASK_CHANGED);
    }

    /** Which step an unseen update takes is the resource server's to hold; where no step is left there is none to take. */
    private static Optional<Reason> unseen(FlowQuestion question, Flow flow) {
        for (TaskState to : TaskState.values()) {
            if (permitted(question, flow.task().state(), to)) {
                return Optional.empty();
            }
        }
        return Optional.of(Reason.TRANSITION_NOT_ALLOWED);
    }

    private static boolean permitted(FlowQuestion question, TaskState from, TaskState to) {
        return question.profile().permits(from, to, Role.RECEIVER)
                || (question.options().receiverMayCancel()
                        && to == TaskState.CANCELLED
                        && question.profile().permits(from, to, Role.SENDER));
    }
}

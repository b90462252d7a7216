// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import java.util.Optional;

/** The flow opens this interaction with the resource. */
public record MethodAllowed() implements FlowCheck {

    @Override
    public CheckName name() {
        return CheckName.METHOD_ALLOWED;
    }

    @Override
    public Optional<Reason> refusal(FlowQuestion question, Flow flow) {
        boolean opened = Openings.isTask(flow, question.request())
                ? flow.task().operations().contains(question.request().interaction())
                : !Openings.forInteraction(question, flow).isEmpty();
        return opened ? Optional.empty() : Optional.of(Reason.METHOD_NOT_ALLOWED);
    }
}

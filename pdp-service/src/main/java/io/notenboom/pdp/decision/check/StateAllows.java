// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Validity;
import java.time.Instant;
import java.util.Optional;

/** The flow is valid now, and the state of its Task opens the data; the Task itself stays readable in every state. */
public record StateAllows() implements FlowCheck {

    @Override
    public CheckName name() {
        return CheckName.STATE_ALLOWS;
    }

    @Override
    public Optional<Reason> refusal(FlowQuestion question, Flow flow) {
        Validity validity = flow.validity();
        boolean task = Openings.isTask(flow, question.request());
        Instant expires = task ? validity.taskExpires() : validity.dataExpires();
        if (flow.revoked()) {
            return Optional.of(Reason.FLOW_REVOKED);
        }
        if (question.now().isBefore(validity.notBefore())) {
            return Optional.of(Reason.FLOW_NOT_YET_VALID);
        }
        if (!question.now().isBefore(expires)) {
            return Optional.of(Reason.FLOW_EXPIRED);
        }
        boolean open = task || !Openings.inState(question, flow).isEmpty();
        return open ? Optional.empty() : Optional.of(Reason.STATE_NOT_ALLOWED);
    }
}

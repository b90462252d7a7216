// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import java.util.Optional;

/** The resource is the flow's Task or listed in the flow; an empty list lists nothing. */
public record ResourceInFlow() implements FlowCheck {

    @Override
    public CheckName name() {
        return CheckName.RESOURCE_IN_FLOW;
    }

    @Override
    public Optional<Reason> refusal(FlowQuestion question, Flow flow) {
        boolean listed = Openings.isTask(flow, question.request())
                || !Openings.of(flow, question.request()).isEmpty();
        return listed ? Optional.empty() : Optional.of(Reason.NOT_IN_FLOW);
    }
}

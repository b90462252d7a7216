// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import java.util.Optional;

/** The client is the receiver of this flow: by DID or URA number, never by name or by client id alone. */
public record ClientIsReceiver() implements FlowCheck {

    @Override
    public CheckName name() {
        return CheckName.CLIENT_IS_RECEIVER;
    }

    @Override
    public Optional<Reason> refusal(FlowQuestion question, Flow flow) {
        boolean receiver =
                flow.parties().receiver().identifiedBy(question.token().client());
        return receiver ? Optional.empty() : Optional.of(Reason.CLIENT_NOT_RECEIVER);
    }
}

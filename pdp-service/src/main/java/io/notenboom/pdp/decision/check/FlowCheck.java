// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import java.util.Optional;

/** One check of a request against one flow; a pure function. */
public sealed interface FlowCheck
        permits ClientIsReceiver,
                ResourceInFlow,
                MethodAllowed,
                ScopeAllowed,
                StateAllows,
                UserContext,
                TransitionAllowed {

    /** The name of the check. */
    CheckName name();

    /** Why this flow does not carry the request, as far as this check sees; empty when it passes. */
    Optional<Reason> refusal(FlowQuestion question, Flow flow);
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import java.util.Optional;

/** One check of a request and its token, whatever the flows; a pure function. Each relies on the ones before it. */
public sealed interface RequestCheck permits PepAuthenticated, CanonicalForm, TokenActive, Audience, SenderConstraint {

    /** The name of the check. */
    CheckName name();

    /** Why the request is refused; empty when the check passes. */
    Optional<Reason> refusal(Question question);
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import java.util.Optional;

/** The enforcement point is registered, showed its key and named the original request exactly. */
public record PepAuthenticated() implements RequestCheck {

    @Override
    public CheckName name() {
        return CheckName.PEP_AUTHENTICATED;
    }

    @Override
    public Optional<Reason> refusal(Question question) {
        return switch (question.pep()) {
            case PepOutcome.Authenticated known -> Optional.empty();
            case PepOutcome.Refused refused -> Optional.of(refused.reason());
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.AccessToken.Origin;
import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import java.util.Optional;

/** The token was issued by an authorization server of this subject, and for it when the token names an audience. */
public record Audience() implements RequestCheck {

    @Override
    public CheckName name() {
        return CheckName.AUDIENCE;
    }

    @Override
    public Optional<Reason> refusal(Question question) {
        if (question.pep() instanceof PepOutcome.Authenticated pep
                && question.presented().token() instanceof TokenOutcome.Active active) {
            Origin origin = active.token().origin();
            boolean ours = pep.issuers().contains(origin.issuer())
                    && (origin.audiences().isEmpty()
                            || origin.audiences().stream().anyMatch(pep.audiences()::contains));
            return ours ? Optional.empty() : Optional.of(Reason.WRONG_TENANT);
        }
        return Optional.of(Reason.UNAVAILABLE);
    }
}

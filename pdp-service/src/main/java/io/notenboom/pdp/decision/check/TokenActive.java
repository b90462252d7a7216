// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Credentials;
import java.util.Optional;

/** The client presented an access token and it is active; a token that names its own end is not active from then on. */
public record TokenActive() implements RequestCheck {

    @Override
    public CheckName name() {
        return CheckName.TOKEN_ACTIVE;
    }

    @Override
    public Optional<Reason> refusal(Question question) {
        if (question.request() instanceof CanonicalRequest request
                && request.credentials() instanceof Credentials.Absent) {
            return Optional.of(Reason.TOKEN_MISSING);
        }
        return switch (question.presented().token()) {
            case TokenOutcome.Active active
            when question.now().isBefore(active.token().expires()) -> Optional.empty();
            case TokenOutcome.Active expired -> Optional.of(Reason.TOKEN_INACTIVE);
            case TokenOutcome.Inactive inactive -> Optional.of(Reason.TOKEN_INACTIVE);
            case TokenOutcome.NotAsked notAsked -> Optional.of(Reason.UNAVAILABLE);
            case TokenOutcome.Unavailable unavailable -> Optional.of(Reason.UNAVAILABLE);
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.check.Openings.Opening;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.profile.UseCaseProfile.UserRules;
import java.util.List;
import java.util.Optional;

/** The user that the flow demands for this resource stands behind the request; the Task needs none. */
public record UserContext() implements FlowCheck {

    @Override
    public CheckName name() {
        return CheckName.USER_CONTEXT;
    }

    @Override
    public Optional<Reason> refusal(FlowQuestion question, Flow flow) {
        if (Openings.isTask(flow, question.request())) {
            return Optional.empty();
        }
        UserRequirement present = present(question.token(), question.profile().user());
        List<Opening> openings = Openings.inState(question, flow);
        for (Opening opening : openings) {
            if (present.compareTo(opening.user()) >= 0) {
                return Optional.empty();
            }
        }
        return Optional.of(present == UserRequirement.NONE ? Reason.USER_REQUIRED : Reason.ASSURANCE_TOO_LOW);
    }

    /** How surely a user is identified by the claims of a token. */
    public static UserRequirement present(AccessToken token, UserRules rules) {
        if (token.claim(rules.identifierClaim()).isEmpty()) {
            return UserRequirement.NONE;
        }
        return switch (token.claim(rules.assuranceClaim()).orElse("")) {
            case "low" -> UserRequirement.LOW;
            case "substantial" -> UserRequirement.SUBSTANTIAL;
            case "high" -> UserRequirement.HIGH;
            default -> UserRequirement.LOW;
        };
    }
}

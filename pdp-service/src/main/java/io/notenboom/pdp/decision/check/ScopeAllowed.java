// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.EndpointKind;
import java.util.Optional;
import java.util.Set;

/** A scope of the token is one that the profile names for this side. */
public record ScopeAllowed() implements FlowCheck {

    @Override
    public CheckName name() {
        return CheckName.SCOPE_ALLOWED;
    }

    @Override
    public Optional<Reason> refusal(FlowQuestion question, Flow flow) {
        return opening(question.profile(), question.side(), question.token().scopes())
                        .isPresent()
                ? Optional.empty()
                : Optional.of(Reason.SCOPE_NOT_ALLOWED);
    }

    /** The scope that opens a side; the first by name when several do. */
    public static Optional<String> opening(UseCaseProfile profile, EndpointKind side, Set<String> scopes) {
        Set<String> named = profile.scopes(side);
        String first = null;
        for (String scope : scopes) {
            if (named.contains(scope) && (first == null || scope.compareTo(first) < 0)) {
                first = scope;
            }
        }
        return Optional.ofNullable(first);
    }
}

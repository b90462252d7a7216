// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.token;

import io.notenboom.auth.token.scope.ScopeDecisions;
import io.notenboom.auth.token.scope.ScopeDecisions.Decision;
import io.notenboom.auth.token.scope.ScopeQuestion;
import io.notenboom.trust.exchange.ScopePolicies;
import io.notenboom.trust.exchange.ScopePolicies.ScopeSelection;
import io.notenboom.trust.exchange.ScopePolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which scopes a request gets: exactly one with a policy, the wide one, and besides it those that this policy lets through
 * or the decision point grants. What was asked for is never simply echoed.
 */
final class ScopeGrants {

    private static final int MAX_EXTRA = 32;
    private static final Pattern SCOPE_TOKEN = Pattern.compile("[\\x21\\x23-\\x5B\\x5D-\\x7E]{1,256}");

    private final ScopeDecisions decisions;

    ScopeGrants(ScopeDecisions decisions) {
        this.decisions = decisions;
    }

    /** The policy that a request must fulfil; grants nothing yet. */
    static ScopeSelection.Selected select(ScopePolicies policies, String requested) throws RefusedException {
        return switch (policies.select(requested)) {
            case ScopeSelection.Selected selected -> checked(selected);
            case ScopeSelection.Unknown _ -> throw new RefusedException(OAuthError.invalidScope("unknown scope"));
            case ScopeSelection.Several _ ->
                throw new RefusedException(OAuthError.invalidScope("ask for one scope with a profile at a time"));
            case ScopeSelection.ExtraNotAllowed _ ->
                throw new RefusedException(OAuthError.invalidScope("this scope must be asked for alone"));
        };
    }

    /** The granted scopes of a client whose credentials fulfil the policy, separated by spaces. */
    String granted(ScopePolicy policy, ScopeQuestion question) throws RefusedException {
        return switch (policy.extraScopes()) {
            case PROFILE_ONLY -> policy.scope();
            case PASSTHROUGH -> String.join(" ", question.scopes());
            case DYNAMIC -> decided(policy, question);
        };
    }

    /** All scopes of a selection, the one with the policy first. */
    static List<String> all(ScopeSelection.Selected selected) {
        List<String> all = new ArrayList<>();
        all.add(selected.policy().scope());
        all.addAll(selected.extraScopes());
        return List.copyOf(all);
    }

    private String decided(ScopePolicy policy, ScopeQuestion question) throws RefusedException {
        Set<String> granted =
                switch (decisions.decide(question)) {
                    case Decision.Decided decided -> decided.granted();
                    case Decision.Unavailable _ ->
                        throw new RefusedException(
                                new OAuthError(OAuthError.Code.SERVER_ERROR, "policy decision point unavailable"));
                };
        if (!granted.contains(policy.scope())) {
            throw new RefusedException(new OAuthError(
                    OAuthError.Code.ACCESS_DENIED, "the policy decision point denied the scope with the profile"));
        }
        return String.join(
                " ", question.scopes().stream().filter(granted::contains).toList());
    }

    private static ScopeSelection.Selected checked(ScopeSelection.Selected selected) throws RefusedException {
        if (selected.extraScopes().size() > MAX_EXTRA) {
            throw new RefusedException(
                    OAuthError.invalidScope("ask for at most " + MAX_EXTRA + " scopes beside the one with a profile"));
        }
        if (!selected.extraScopes().stream()
                .allMatch(scope -> SCOPE_TOKEN.matcher(scope).matches())) {
            throw new RefusedException(OAuthError.invalidScope("a scope holds a character that scopes may not have"));
        }
        return selected;
    }
}

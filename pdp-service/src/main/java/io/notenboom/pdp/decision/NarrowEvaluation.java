// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.decision.Decision.Basis;
import io.notenboom.pdp.decision.check.FlowQuestion;
import io.notenboom.pdp.decision.check.UserContext;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.request.FhirVersion;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.request.Refusal;
import io.notenboom.pdp.scope.NarrowScope;
import io.notenboom.pdp.scope.NarrowScope.Answer;
import io.notenboom.pdp.scope.NarrowScopes;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Scopes that name one resource are decided from themselves; they need no flow. With several of them the first by name that
 * opens the resource carries the permit.
 */
final class NarrowEvaluation {

    private NarrowEvaluation() {}

    /**
     * What the narrow scopes of the token say; empty when the flows must be asked: no scope is narrow, or none opens the
     * resource and there is a wide one besides.
     */
    static Optional<Decision> decide(FlowQuestion question, FhirVersion version, Reports reports) {
        Set<String> wide = question.profile().scopes(question.side());
        boolean others = false;
        boolean narrow = false;
        Answer best = Answer.OTHER_RESOURCE;
        String launchPatient = launchPatient(question);
        for (String scope : new TreeSet<>(question.token().scopes())) {
            Optional<NarrowScope> read = NarrowScopes.read(scope, version);
            others = others || wide.contains(scope);
            narrow = narrow || looksNarrow(scope);
            if (read.isPresent()) {
                Answer answer = read.get().answer(question.request(), launchPatient);
                if (answer == Answer.OPENS) {
                    return Optional.of(opened(question, scope, reports));
                }
                best = answer.compareTo(best) < 0 ? answer : best;
            }
        }
        boolean flowsMayKnow = others && question.request().interaction() != Interaction.SEARCH;
        if (flowsMayKnow || (!narrow && question.request().interaction() != Interaction.SEARCH)) {
            return Optional.empty();
        }
        return Optional.of(refused(question, best, reports));
    }

    /** A scope of one of these forms is never a wide one, even when it is not well-formed and so opens nothing. */
    private static boolean looksNarrow(String scope) {
        return scope.startsWith("fhir:")
                || scope.startsWith("user:")
                || scope.startsWith("system/")
                || scope.startsWith("patient/");
    }

    private static String launchPatient(FlowQuestion question) {
        String claim = question.token().claim("patient").orElse("");
        return claim.startsWith("Patient/") ? claim.substring("Patient/".length()) : claim;
    }

    /** Medical data needs the user that the profile demands, whichever scope opens it. */
    private static Decision opened(FlowQuestion question, String scope, Reports reports) {
        reports.pass(CheckName.METHOD_ALLOWED, scope);
        reports.pass(CheckName.SCOPE_ALLOWED, scope);
        boolean demanded =
                question.profile().user().demanded() && question.request().interaction() != Interaction.READ_AREA;
        if (demanded && UserContext.present(question.token(), question.profile().user()) == UserRequirement.NONE) {
            reports.fail(CheckName.USER_CONTEXT, Reason.USER_REQUIRED.code());
            return new Decision.Deny(Reason.USER_REQUIRED, null, reports.all());
        }
        if (demanded) {
            reports.pass(CheckName.USER_CONTEXT);
        }
        if (question.options().requireIfMatch()
                && question.request().interaction() == Interaction.UPDATE
                && !question.request().versioned()) {
            reports.fail(CheckName.TRANSITION_ALLOWED, Reason.IF_MATCH_REQUIRED.code());
            return new Decision.Deny(Reason.IF_MATCH_REQUIRED, null, reports.all());
        }
        return new Decision.Permit(Basis.NARROW_SCOPE, null, scope, null, Set.of(), reports.all());
    }

    private static Decision refused(FlowQuestion question, Answer best, Reports reports) {
        if (best == Answer.OTHER_INTERACTION) {
            reports.fail(CheckName.METHOD_ALLOWED, Reason.METHOD_NOT_ALLOWED.code());
            return new Decision.Deny(Reason.METHOD_NOT_ALLOWED, null, reports.all());
        }
        Reason reason = question.request().interaction() == Interaction.SEARCH
                ? Reason.of(Refusal.SEARCH_NOT_ALLOWED)
                : Reason.SCOPE_NOT_ALLOWED;
        reports.fail(CheckName.SCOPE_ALLOWED, reason.code());
        return new Decision.Deny(reason, null, reports.all());
    }
}

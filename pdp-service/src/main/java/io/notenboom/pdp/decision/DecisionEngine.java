// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.decision.check.Audience;
import io.notenboom.pdp.decision.check.CanonicalForm;
import io.notenboom.pdp.decision.check.FlowQuestion;
import io.notenboom.pdp.decision.check.PepAuthenticated;
import io.notenboom.pdp.decision.check.RequestCheck;
import io.notenboom.pdp.decision.check.SenderConstraint;
import io.notenboom.pdp.decision.check.TokenActive;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.NonCanonical;
import io.notenboom.pdp.request.Refusal;
import java.util.List;
import java.util.Optional;

/**
 * The decision: a pure function, default deny. First the checks of enforcement point, request and token: what one of them
 * refuses, no scope and no flow opens. Then the scopes: one that names the resource itself is decided from itself, of the others
 * the flows are asked, flow by flow; a request is permitted only when one flow carries all of its checks. Two flows never add
 * up, and of several scopes the one that permitted is named.
 */
public final class DecisionEngine {

    private static final List<RequestCheck> REQUEST_CHECKS = List.of(
            new PepAuthenticated(), new CanonicalForm(), new TokenActive(), new Audience(), new SenderConstraint());

    private DecisionEngine() {}

    /** Decides. */
    public static Decision decide(Question question) {
        Reports reports = new Reports();
        for (RequestCheck check : REQUEST_CHECKS) {
            Optional<Reason> refusal = check.refusal(question);
            if (refusal.isPresent()) {
                reportRefusal(reports, check, question, refusal.get());
                return new Decision.Deny(refusal.get(), null, reports.all());
            }
            reports.pass(check.name());
        }
        if (question.pep() instanceof PepOutcome.Authenticated pep
                && question.request() instanceof CanonicalRequest request
                && question.presented().token() instanceof TokenOutcome.Active active) {
            FlowQuestion asked = new FlowQuestion(
                    pep.kind(),
                    request,
                    active.token(),
                    question.profile(),
                    pep.terms().options(),
                    question.now());
            return decide(question, asked, pep, reports);
        }
        return unavailable(reports);
    }

    private static Decision decide(
            Question question, FlowQuestion asked, PepOutcome.Authenticated pep, Reports reports) {
        if (asked.side() == EndpointKind.FHIR && asked.options().narrowScopes()) {
            Optional<Decision> narrow =
                    NarrowEvaluation.decide(asked, pep.terms().fhirVersion(), reports);
            if (narrow.isPresent()) {
                return narrow.get();
            }
        }
        return switch (question.flows()) {
            case FlowsOutcome.Unavailable unavailable -> unavailable(reports);
            case FlowsOutcome.Known known ->
                switch (asked.side()) {
                    case FHIR -> FlowEvaluation.decide(asked, pep.subject(), known.flows(), reports);
                    case NOTIFICATION, TA_NP ->
                        NotificationEvaluation.decide(asked, pep.subject(), known.flows(), reports);
                };
        };
    }

    /** A method that the grammar has nowhere is a canonical request with a method that nobody allows. */
    private static void reportRefusal(Reports reports, RequestCheck check, Question question, Reason reason) {
        if (question.request() instanceof NonCanonical refused
                && check.name() == CheckName.CANONICAL_REQUEST
                && refused.reason() == Refusal.METHOD_NOT_ALLOWED) {
            reports.pass(CheckName.CANONICAL_REQUEST);
            reports.fail(CheckName.METHOD_ALLOWED, reason.code());
        } else {
            reports.fail(check.name(), reason.code());
        }
    }

    private static Decision unavailable(Reports reports) {
        reports.fail(CheckName.CLIENT_IS_RECEIVER, Reason.UNAVAILABLE.code());
        return new Decision.Deny(Reason.UNAVAILABLE, null, reports.all());
    }
}

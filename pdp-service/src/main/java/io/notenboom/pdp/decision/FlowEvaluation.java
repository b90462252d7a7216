// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.decision.Decision.Basis;
import io.notenboom.pdp.decision.Decision.Step;
import io.notenboom.pdp.decision.check.ClientIsReceiver;
import io.notenboom.pdp.decision.check.FlowCheck;
import io.notenboom.pdp.decision.check.FlowQuestion;
import io.notenboom.pdp.decision.check.MethodAllowed;
import io.notenboom.pdp.decision.check.ResourceInFlow;
import io.notenboom.pdp.decision.check.ScopeAllowed;
import io.notenboom.pdp.decision.check.StateAllows;
import io.notenboom.pdp.decision.check.TransitionAllowed;
import io.notenboom.pdp.decision.check.UserContext;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.task.TaskDocument;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The sender's FHIR side: the seed's four checks and those of state, user and transition, flow by flow. */
final class FlowEvaluation {

    private static final List<FlowCheck> CHECKS = List.of(
            new ClientIsReceiver(),
            new ResourceInFlow(),
            new MethodAllowed(),
            new ScopeAllowed(),
            new StateAllows(),
            new UserContext(),
            new TransitionAllowed());

    /** What one flow says: a permit when there is no refusal. */
    private record Verdict(
            Flow flow, Reports reports, @Nullable Reason refusal) {}

    private FlowEvaluation() {}

    static Decision decide(FlowQuestion question, String subject, List<Flow> flows, Reports reports) {
        List<Flow> sent = flows.stream()
                .filter(flow ->
                        flow.header().subject().equals(subject) && flow.header().role() == Role.SENDER)
                .toList();
        List<Verdict> verdicts = sent.stream()
                .filter(flow -> new ClientIsReceiver().refusal(question, flow).isEmpty())
                .sorted(Comparator.comparing(Flow::id))
                .map(flow -> evaluate(question, flow, new Reports(reports)))
                .toList();
        for (Verdict verdict : verdicts) {
            if (verdict.refusal() == null) {
                return permit(question, verdict);
            }
        }
        return deny(verdicts, sent.isEmpty(), reports);
    }

    private static Verdict evaluate(FlowQuestion question, Flow flow, Reports reports) {
        for (FlowCheck check : CHECKS) {
            Optional<Reason> refusal = check.refusal(question, flow);
            if (refusal.isPresent()) {
                reports.fail(check.name(), refusal.get().code());
                return new Verdict(flow, reports, refusal.get());
            }
            boolean applies = check.name() != CheckName.TRANSITION_ALLOWED
                    || question.request().task().isPresent();
            if (applies) {
                reports.pass(check.name());
            }
        }
        return new Verdict(flow, reports, null);
    }

    private static Decision permit(FlowQuestion question, Verdict verdict) {
        String scope = ScopeAllowed.opening(
                        question.profile(), question.side(), question.token().scopes())
                .orElseThrow();
        return new Decision.Permit(
                Basis.FLOW,
                verdict.flow(),
                scope,
                step(question, verdict.flow()),
                verdict.reports().all());
    }

    private static @Nullable Step step(FlowQuestion question, Flow flow) {
        return question.request()
                .task()
                .flatMap(TaskDocument::state)
                .map(to -> new Step(
                        flow.task().state(),
                        to,
                        question.request().task().orElseThrow().remainderHash()))
                .orElse(null);
    }

    /** Of the client's flows the one that came furthest tells the reason; the first by id among equals. */
    private static Decision deny(List<Verdict> verdicts, boolean nothingSent, Reports reports) {
        Verdict furthest = null;
        for (Verdict verdict : verdicts) {
            if (furthest == null
                    || verdict.reports().passed() > furthest.reports().passed()) {
                furthest = verdict;
            }
        }
        if (furthest == null || furthest.refusal() == null) {
            reports.fail(CheckName.CLIENT_IS_RECEIVER, nothingSent ? "no flow" : Reason.CLIENT_NOT_RECEIVER.code());
            if (nothingSent) {
                reports.fail(CheckName.RESOURCE_IN_FLOW, "no flow");
            }
            return new Decision.Deny(Reason.CLIENT_NOT_RECEIVER, null, reports.all());
        }
        return new Decision.Deny(
                furthest.refusal(), furthest.flow(), furthest.reports().all());
    }
}

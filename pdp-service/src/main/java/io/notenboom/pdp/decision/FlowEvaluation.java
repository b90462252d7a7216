// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.decision.Decision.Basis;
import io.notenboom.pdp.decision.Decision.Obligation;
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
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.task.TaskDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The sender's FHIR side: the seed's four checks and those of state, user and transition, flow by flow. */
final class FlowEvaluation {

    private static final ClientIsReceiver CLIENT_IS_RECEIVER = new ClientIsReceiver();
    private static final List<FlowCheck> CHECKS = List.of(
            CLIENT_IS_RECEIVER,
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

    /** Of the client's flows the one that came furthest tells the reason of a denial; the first among equals. */
    static Decision decide(FlowQuestion question, String subject, List<Flow> flows, Reports reports) {
        Verdict furthest = null;
        boolean sent = false;
        for (Flow flow : flows) {
            boolean ours =
                    flow.header().subject().equals(subject) && flow.header().role() == Role.SENDER;
            sent = sent || ours;
            if (ours && CLIENT_IS_RECEIVER.refusal(question, flow).isEmpty()) {
                Verdict verdict = evaluate(question, flow, new Reports(reports));
                if (verdict.refusal() == null) {
                    return permit(question, verdict);
                }
                if (furthest == null
                        || verdict.reports().passed() > furthest.reports().passed()) {
                    furthest = verdict;
                }
            }
        }
        if (furthest != null && furthest.refusal() != null) {
            return new Decision.Deny(
                    furthest.refusal(), furthest.flow(), furthest.reports().all());
        }
        reports.fail(CheckName.CLIENT_IS_RECEIVER, sent ? Reason.CLIENT_NOT_RECEIVER.code() : "no flow");
        if (!sent) {
            reports.fail(CheckName.RESOURCE_IN_FLOW, "no flow");
        }
        return new Decision.Deny(Reason.CLIENT_NOT_RECEIVER, null, reports.all());
    }

    private static Verdict evaluate(FlowQuestion question, Flow flow, Reports reports) {
        for (FlowCheck check : CHECKS) {
            Optional<Reason> refusal = check.refusal(question, flow);
            if (refusal.isPresent()) {
                reports.fail(check.name(), refusal.get().code());
                return new Verdict(flow, reports, refusal.get());
            }
            boolean applies = check.name() != CheckName.TRANSITION_ALLOWED
                    || question.request().interaction() == Interaction.UPDATE;
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
                obligations(question),
                verdict.reports().all());
    }

    private static Set<Obligation> obligations(FlowQuestion question) {
        if (question.request().interaction() != Interaction.UPDATE) {
            return Set.of();
        }
        return Set.of(question.request().task().isPresent() ? Obligation.CONFIRM : Obligation.TASK_STATUS_ONLY);
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
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.explain;

import io.notenboom.pdp.decision.CheckName;
import io.notenboom.pdp.decision.CheckReport;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.DecisionEngine;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.decision.check.Audience;
import io.notenboom.pdp.decision.check.CanonicalForm;
import io.notenboom.pdp.decision.check.ClientIsReceiver;
import io.notenboom.pdp.decision.check.FlowCheck;
import io.notenboom.pdp.decision.check.FlowQuestion;
import io.notenboom.pdp.decision.check.MethodAllowed;
import io.notenboom.pdp.decision.check.PepAuthenticated;
import io.notenboom.pdp.decision.check.RequestCheck;
import io.notenboom.pdp.decision.check.ResourceInFlow;
import io.notenboom.pdp.decision.check.ScopeAllowed;
import io.notenboom.pdp.decision.check.SenderConstraint;
import io.notenboom.pdp.decision.check.StateAllows;
import io.notenboom.pdp.decision.check.TokenActive;
import io.notenboom.pdp.decision.check.TransitionAllowed;
import io.notenboom.pdp.decision.check.UserContext;
import io.notenboom.pdp.explain.CheckFinding.Result;
import io.notenboom.pdp.explain.Explanation.FlowFinding;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.question.FlowCandidates;
import io.notenboom.pdp.request.CanonicalRequest;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Explains decisions. The decision is the engine's own, made again from the same question, which has no side effect; checks that
 * it did not come to are made with the same classes, as far as there is something for them to look at.
 */
public final class Explainer {

    private static final List<RequestCheck> REQUEST_CHECKS = List.of(
            new PepAuthenticated(), new CanonicalForm(), new TokenActive(), new Audience(), new SenderConstraint());
    private static final List<FlowCheck> FLOW_CHECKS = List.of(
            new ClientIsReceiver(),
            new ResourceInFlow(),
            new MethodAllowed(),
            new ScopeAllowed(),
            new StateAllows(),
            new UserContext(),
            new TransitionAllowed());

    /** What has to hold before a check has something to look at. */
    private static final Map<CheckName, Set<CheckName>> AFTER = Map.of(
            CheckName.METHOD_ALLOWED, EnumSet.of(CheckName.RESOURCE_IN_FLOW),
            CheckName.STATE_ALLOWS, EnumSet.of(CheckName.RESOURCE_IN_FLOW, CheckName.METHOD_ALLOWED),
            CheckName.USER_CONTEXT,
                    EnumSet.of(CheckName.RESOURCE_IN_FLOW, CheckName.METHOD_ALLOWED, CheckName.STATE_ALLOWS));

    private final Question question;
    private final Decision decision;
    private final Map<CheckName, CheckFinding> findings = new EnumMap<>(CheckName.class);

    private Explainer(Question question) {
        this.question = question;
        this.decision = DecisionEngine.decide(question);
    }

    /** Explains what is decided on a question. */
    public static Explanation explain(Question question) {
        return new Explainer(question).explain();
    }

    private Explanation explain() {
        @Nullable
        Flow flow =
                switch (decision) {
                    case Decision.Permit permit -> permit.matchedFlow();
                    case Decision.Deny deny -> deny.nearestFlow();
                };
        List<Flow> candidates = FlowCandidates.of(question, decision);
        Flow shown = flow == null && !candidates.isEmpty() ? candidates.getFirst() : flow;
        CheckInputs inputs = new CheckInputs(question, shown);
        for (CheckReport report : decision.checks()) {
            CheckFinding finding = report.result() == CheckReport.Result.SKIP
                    ? further(report.check(), shown, inputs)
                    : new CheckFinding(
                            report.check(),
                            report.result() == CheckReport.Result.PASS ? Result.PASS : Result.FAIL,
                            true,
                            report.detail(),
                            inputs.of(report.check()));
            findings.put(report.check(), finding);
        }
        return new Explanation(decision, List.copyOf(findings.values()), flows(candidates));
    }

    /** A check that the decision did not come to, or that does not apply. */
    private CheckFinding further(CheckName check, @Nullable Flow flow, CheckInputs inputs) {
        Optional<String> open = obstacle(check, flow);
        if (open.isPresent()) {
            return new CheckFinding(check, Result.NOT_EVALUATED, false, open.get(), inputs.of(check));
        }
        Optional<Reason> refusal = refusal(check, flow);
        if (refusal.filter(Reason.UNAVAILABLE::equals).isPresent()) {
            return new CheckFinding(
                    check, Result.NOT_EVALUATED, false, "what it looks at was not asked for", inputs.of(check));
        }
        return new CheckFinding(
                check,
                refusal.isEmpty() ? Result.PASS : Result.FAIL,
                false,
                refusal.map(Reason::code).orElse(""),
                inputs.of(check));
    }

    private Optional<String> obstacle(CheckName check, @Nullable Flow flow) {
        boolean ofRequest = REQUEST_CHECKS.stream().anyMatch(known -> known.name() == check);
        if (ofRequest) {
            return Optional.empty();
        }
        if (flowQuestion().isEmpty()) {
            return Optional.of("there is no canonical request with an active token");
        }
        if (check == CheckName.TRANSITION_ALLOWED && update().isEmpty()) {
            return Optional.of("the request is no update of a Task");
        }
        if (flow == null && check != CheckName.SCOPE_ALLOWED) {
            return Optional.of("there is no flow of this client to look at");
        }
        return AFTER.getOrDefault(check, Set.of()).stream()
                .filter(before ->
                        findings.containsKey(before) && findings.get(before).result() != Result.PASS)
                .findFirst()
                .map(before -> before.wireName() + " does not hold");
    }

    private Optional<CanonicalRequest> update() {
        return question.request() instanceof CanonicalRequest request
                ? Optional.of(request).filter(known -> known.task().isPresent())
                : Optional.empty();
    }

    private Optional<Reason> refusal(CheckName name, @Nullable Flow flow) {
        for (RequestCheck check : REQUEST_CHECKS) {
            if (check.name() == name) {
                return check.refusal(question);
            }
        }
        FlowQuestion asked = flowQuestion().orElseThrow();
        if (name == CheckName.SCOPE_ALLOWED) {
            return ScopeAllowed.opening(
                                    asked.profile(), asked.side(), asked.token().scopes())
                            .isPresent()
                    ? Optional.empty()
                    : Optional.of(Reason.SCOPE_NOT_ALLOWED);
        }
        return flow == null ? Optional.of(Reason.UNAVAILABLE) : refusal(name, asked, flow);
    }

    private static Optional<Reason> refusal(CheckName name, FlowQuestion asked, Flow flow) {
        return FLOW_CHECKS.stream()
                .filter(check -> check.name() == name)
                .findFirst()
                .orElseThrow()
                .refusal(asked, flow);
    }

    private Optional<FlowQuestion> flowQuestion() {
        return question.pep() instanceof PepOutcome.Authenticated pep
                        && question.request() instanceof CanonicalRequest request
                        && question.presented().token() instanceof TokenOutcome.Active active
                ? Optional.of(new FlowQuestion(pep.kind(), request, active.token(), question.profile(), question.now()))
                : Optional.empty();
    }

    private List<FlowFinding> flows(List<Flow> candidates) {
        List<FlowFinding> found = new ArrayList<>();
        flowQuestion().ifPresent(asked -> candidates.stream()
                .limit(Explanation.MAX_FLOWS)
                .map(flow -> finding(asked, flow))
                .forEach(found::add));
        return found;
    }

    private static FlowFinding finding(FlowQuestion asked, Flow flow) {
        for (FlowCheck check : FLOW_CHECKS) {
            Optional<Reason> refusal = check.refusal(asked, flow);
            if (refusal.isPresent()) {
                return new FlowFinding(
                        flow.id(),
                        flow.version(),
                        check.name().wireName(),
                        refusal.get().code());
            }
        }
        return new FlowFinding(flow.id(), flow.version(), "", "");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.EndpointKind;
import io.notenboom.pdp.request.ResourceId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The flows that a decision can depend on, under whatever profile, in the order in which they were looked at: on the FHIR side
 * those of this client that list the resource, on the notification side those of the Task. Any other flow of the subject cannot
 * permit the request; that there is one is told by the first of them, where there are none of this client.
 */
public final class FlowCandidates {

    private FlowCandidates() {}

    /** The candidates, the one that the decision names among them. */
    public static List<Flow> of(Question question, Decision decision) {
        List<Flow> candidates = new ArrayList<>();
        if (question.flows() instanceof FlowsOutcome.Known known
                && question.pep() instanceof PepOutcome.Authenticated pep
                && question.request() instanceof CanonicalRequest request
                && question.presented().token() instanceof TokenOutcome.Active active) {
            List<Flow> own = known.flows().stream()
                    .filter(flow -> flow.header().subject().equals(pep.subject()))
                    .toList();
            own.stream()
                    .filter(flow -> pep.kind() == EndpointKind.FHIR
                            ? read(flow, active.token(), request.resource())
                            : notified(flow, request.resource()))
                    .forEach(candidates::add);
            if (candidates.isEmpty() && named(decision) == null && pep.kind() == EndpointKind.FHIR) {
                own.stream()
                        .filter(flow -> flow.header().role() == Role.SENDER)
                        .findFirst()
                        .ifPresent(candidates::add);
            }
        }
        Flow named = named(decision);
        if (named != null && candidates.stream().noneMatch(flow -> flow.id().equals(named.id()))) {
            candidates.add(named);
        }
        return candidates;
    }

    private static @Nullable Flow named(Decision decision) {
        return switch (decision) {
            case Decision.Permit permit -> permit.matchedFlow();
            case Decision.Deny deny -> deny.nearestFlow();
        };
    }

    private static boolean read(Flow flow, AccessToken token, ResourceId resource) {
        Party receiver = flow.parties().receiver();
        return flow.header().role() == Role.SENDER && receiver.identifiedBy(token.client()) && lists(flow, resource);
    }

    private static boolean lists(Flow flow, ResourceId resource) {
        String reference = resource.reference();
        return flow.task().reference().equals(reference)
                || flow.grants().compositions().stream()
                        .anyMatch(grant -> grant.reference().equals(reference))
                || flow.grants().resources().stream()
                        .anyMatch(grant -> grant.reference().equals(reference));
    }

    private static boolean notified(Flow flow, ResourceId task) {
        return flow.header().role() == Role.RECEIVER && flow.task().id().equals(task.id());
    }
}

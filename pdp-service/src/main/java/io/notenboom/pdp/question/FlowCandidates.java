// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.question;

import io.notenboom.pdp.decision.AccessToken;
import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.FlowsOutcome;
import io.notenboom.pdp.decision.PepOutcome;
import io.notenboom.pdp.decision.Question;
import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
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
            boolean fhir = pep.kind() == EndpointKind.FHIR;
            Flow other = null;
            for (Flow flow : known.flows()) {
                if (flow.header().subject().equals(pep.subject())) {
                    boolean candidate =
                            fhir ? read(flow, active.token(), request.resource()) : notified(flow, request.resource());
                    if (candidate) {
                        candidates.add(flow);
                    } else if (other == null && flow.header().role() == Role.SENDER) {
                        other = flow;
                    }
                }
            }
            if (other != null && candidates.isEmpty() && named(decision) == null && fhir) {
                candidates.add(other);
            }
        }
        Flow named = named(decision);
        if (named != null && !has(candidates, named.id())) {
            candidates.add(named);
        }
        return candidates;
    }

    private static boolean has(List<Flow> flows, String id) {
        for (Flow flow : flows) {
            if (flow.id().equals(id)) {
                return true;
            }
        }
        return false;
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
        for (CompositionGrant grant : flow.grants().compositions()) {
            if (grant.reference().equals(reference)) {
                return true;
            }
        }
        for (ResourceGrant grant : flow.grants().resources()) {
            if (grant.reference().equals(reference)) {
                return true;
            }
        }
        return flow.task().reference().equals(reference);
    }

    private static boolean notified(Flow flow, ResourceId task) {
        return flow.header().role() == Role.RECEIVER && flow.task().id().equals(task.id());
    }
}

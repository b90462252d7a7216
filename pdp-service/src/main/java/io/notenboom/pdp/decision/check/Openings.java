// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision.check;

import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.CompositionKind;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.request.CanonicalRequest;
import io.notenboom.pdp.request.Interaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The ways in which a flow opens a data resource; one way must satisfy every check on its own. */
final class Openings {

    /** One way: through a Composition of a kind, for some interactions, with some user. */
    record Opening(CompositionKind kind, Set<Interaction> operations, UserRequirement user) {}

    private Openings() {}

    /** Whether the resource is the flow's Task. */
    static boolean isTask(Flow flow, CanonicalRequest request) {
        return request.resource().type().equals("Task")
                && flow.task().id().equals(request.resource().id());
    }

    /** Every way in which the flow opens a resource other than its Task; empty when it is not in the flow. */
    static List<Opening> of(Flow flow, CanonicalRequest request) {
        String reference = request.reference();
        List<Opening> openings = new ArrayList<>(2);
        for (CompositionGrant grant : flow.grants().compositions()) {
            if (grant.reference().equals(reference)) {
                openings.add(new Opening(grant.kind(), grant.operations(), grant.user()));
            }
        }
        for (ResourceGrant grant : flow.grants().resources()) {
            if (grant.reference().equals(reference)) {
                for (CompositionGrant composition : flow.grants().compositions()) {
                    if (grant.via().contains(composition.reference())) {
                        openings.add(new Opening(composition.kind(), grant.operations(), grant.user()));
                    }
                }
            }
        }
        return openings;
    }

    /** The ways that open this interaction; of what is not the Task no flow opens more than reading. */
    static List<Opening> forInteraction(FlowQuestion question, Flow flow) {
        Interaction interaction = question.request().interaction();
        List<Opening> openings = new ArrayList<>(2);
        if (interaction == Interaction.READ || interaction == Interaction.DOCUMENT) {
            for (Opening opening : of(flow, question.request())) {
                if (opening.operations().contains(interaction)) {
                    openings.add(opening);
                }
            }
        }
        return openings;
    }

    /** The ways that open this interaction in the present state of the Task. */
    static List<Opening> inState(FlowQuestion question, Flow flow) {
        List<Opening> openings = forInteraction(question, flow);
        openings.removeIf(
                opening -> !question.profile().open(opening.kind(), flow.task().state()));
        return openings;
    }
}

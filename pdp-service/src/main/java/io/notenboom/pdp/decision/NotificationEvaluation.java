// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import io.notenboom.pdp.decision.Decision.Basis;
import io.notenboom.pdp.decision.check.FlowQuestion;
import io.notenboom.pdp.decision.check.ScopeAllowed;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.request.Interaction;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The receiver's notification side. A Task that the receiver has registered a flow for may be notified by that flow's sender
 * only; any other Task by any identified organisation, because a first notification precedes the flow. The Task of Notified
 * Pull is named by its URL, which no flow of the receiver has, so each of those is a first contact.
 */
final class NotificationEvaluation {

    private NotificationEvaluation() {}

    static Decision decide(FlowQuestion question, String subject, List<Flow> flows, Reports reports) {
        Party client = question.token().client();
        boolean known = false;
        Flow own = null;
        if (question.request().interaction() == Interaction.NOTIFY) {
            for (Flow flow : flows) {
                if (about(flow, subject, question)) {
                    known = true;
                    own = own == null && flow.parties().sender().identifiedBy(client) ? flow : own;
                }
            }
        }
        boolean identified = known ? own != null : client.identified();
        if (identified) {
            reports.pass(CheckName.CLIENT_IS_RECEIVER, "as the sender of the Task");
        } else {
            reports.fail(CheckName.CLIENT_IS_RECEIVER, Reason.CLIENT_NOT_RECEIVER.code());
        }
        if (known) {
            reports.pass(CheckName.RESOURCE_IN_FLOW);
        }
        reports.pass(CheckName.METHOD_ALLOWED);
        Optional<String> scope = ScopeAllowed.opening(
                question.profile(), question.side(), question.token().scopes());
        if (scope.isPresent()) {
            reports.pass(CheckName.SCOPE_ALLOWED);
        } else {
            reports.fail(CheckName.SCOPE_ALLOWED, Reason.SCOPE_NOT_ALLOWED.code());
        }
        if (identified && scope.isPresent() && namesNothing(question)) {
            reports.fail(CheckName.RESOURCE_IN_FLOW, Reason.TASK_NOT_NAMED.code());
            return new Decision.Deny(Reason.TASK_NOT_NAMED, null, reports.all());
        }
        return conclude(identified, scope, own, reports);
    }

    /** A notification about no Task tells nothing that could be kept. */
    private static boolean namesNothing(FlowQuestion question) {
        return question.request().interaction() == Interaction.NOTIFY_TASK
                && question.request().resource().id().isEmpty();
    }

    private static boolean about(Flow flow, String subject, FlowQuestion question) {
        return flow.header().subject().equals(subject)
                && flow.header().role() == Role.RECEIVER
                && flow.task().id().equals(question.request().resource().id());
    }

    private static Decision conclude(boolean identified, Optional<String> scope, @Nullable Flow own, Reports reports) {
        if (!identified) {
            return new Decision.Deny(Reason.CLIENT_NOT_RECEIVER, null, reports.all());
        }
        if (scope.isEmpty()) {
            return new Decision.Deny(Reason.SCOPE_NOT_ALLOWED, own, reports.all());
        }
        Basis basis = own == null ? Basis.FIRST_CONTACT : Basis.NOTIFICATION;
        return new Decision.Permit(basis, own, scope.get(), null, Set.of(), reports.all());
    }
}

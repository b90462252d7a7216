// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import io.notenboom.pdp.derive.DeriveOutcome.Derived;
import io.notenboom.pdp.derive.DeriveOutcome.Granted;
import io.notenboom.pdp.flow.CompositionGrant;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowHeader;
import io.notenboom.pdp.flow.FlowTask;
import io.notenboom.pdp.flow.Grants;
import io.notenboom.pdp.flow.Parties;
import io.notenboom.pdp.flow.Party;
import io.notenboom.pdp.flow.ResourceGrant;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.flow.UserRequirement;
import io.notenboom.pdp.flow.Validity;
import io.notenboom.pdp.profile.UseCaseProfile;
import io.notenboom.pdp.request.Interaction;
import io.notenboom.pdp.task.TaskDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Writes the flow of a transfer: the Task for a year, the medical data for 30 days (bolt: at least five). */
public record TransferFlow(UseCaseProfile profile, String publicFhirBase) {

    private static final Duration TASK_RIGHT = Duration.ofDays(365);
    private static final Duration DATA_RIGHT = Duration.ofDays(30);

    /** What a Composition of a kind opens: what of it was read and is the patient's or nobody's in particular. */
    public Grants grants(TransferKind kind, Derived derived) {
        UserRequirement user = profile.user().demanded() ? UserRequirement.LOW : UserRequirement.NONE;
        CompositionGrant composition = new CompositionGrant(
                derived.composition(), kind.composition(), Set.of(Interaction.READ, Interaction.DOCUMENT), user);
        List<ResourceGrant> resources = derived.granted().stream()
                .filter(Granted::verified)
                .filter(granted -> !granted.reference().equals(derived.composition()))
                .map(granted -> new ResourceGrant(
                        granted.reference(), Set.of(Interaction.READ), user, Set.of(derived.composition())))
                .toList();
        return new Grants(List.of(composition), resources);
    }

    Flow write(String id, Transfer transfer, Derived derived, TaskDocument task, Set<String> senderDids) {
        Transfer.Origin origin = transfer.origin();
        Instant now = origin.created();
        return new Flow(
                new FlowHeader(id, 1, origin.subject(), Role.SENDER, profile.name(), origin.createdBy()),
                new Parties(
                        Party.ofDids(senderDids),
                        Party.ofDids(transfer.receiver().dids()),
                        publicFhirBase),
                new FlowTask(task.id(), origin.kind().start(), task.remainderHash(), FlowTask.READ_AND_UPDATE),
                grants(origin.kind(), derived),
                new Validity(now, now.plus(DATA_RIGHT), now.plus(TASK_RIGHT)),
                false);
    }
}

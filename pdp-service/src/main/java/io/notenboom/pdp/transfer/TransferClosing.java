// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.fhir.CustomerFhirServer;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.FlowRegister;
import io.notenboom.pdp.flow.FlowRegister.Change;
import io.notenboom.pdp.flow.Role;
import io.notenboom.pdp.profile.ProfileCatalogue;
import io.notenboom.pdp.request.ResourceId;
import io.notenboom.pdp.task.TaskState;
import java.util.Optional;

/** Ends a transfer from the sender's side. The data is closed first, then the Task is updated, then the receiver is told. */
public final class TransferClosing {

    private final CustomerFhirServer fhir;
    private final FlowRegister flows;
    private final TransferStore store;
    private final Telling telling;
    private final ProfileCatalogue profiles;

    /** Over its parts. */
    public TransferClosing(
            CustomerFhirServer fhir,
            FlowRegister flows,
            TransferStore store,
            Telling telling,
            ProfileCatalogue profiles) {
        this.fhir = fhir;
        this.flows = flows;
        this.store = store;
        this.telling = telling;
        this.profiles = profiles;
    }

    /** Calls a transfer off. May be repeated. */
    public Outcome cancel(String id, String by) {
        return close(id, TaskState.CANCELLED, by);
    }

    /** Completes a transfer in place of the receiver. May be repeated. */
    public Outcome complete(String id, String by) {
        return close(id, TaskState.COMPLETED, by);
    }

    private Outcome close(String id, TaskState end, String by) {
        Optional<Transfer> transfer = store.find(id);
        Optional<Flow> flow =
                transfer.map(Transfer::content).map(Transfer.Content::flow).flatMap(flows::find);
        if (transfer.isEmpty() || flow.isEmpty()) {
            return new Outcome.Unknown();
        }
        TaskState now = flow.get().task().state();
        boolean permitted = now == end
                || profiles.find(flow.get().header().profile())
                        .map(profile -> profile.permits(now, end, Role.SENDER))
                        .orElse(false);
        if (!permitted) {
            return new Outcome.NotNow();
        }
        FlowRegister.Step step =
                new FlowRegister.Step(now, end, flow.get().task().remainderHash());
        Change change = flows.changeState(flow.get().id(), step, by);
        return switch (change) {
            case Change.Done done -> updateTask(transfer.get(), done.flow(), end);
            case Change.Conflict conflict -> new Outcome.NotNow();
            case Change.Unknown unknown -> new Outcome.Unknown();
        };
    }

    private Outcome updateTask(Transfer transfer, Flow flow, TaskState end) {
        ResourceId id = new ResourceId("Task", flow.task().id());
        if (!(fhir.read(id) instanceof CustomerFhirServer.Answer.Resource found)
                || !(found.content() instanceof ObjectNode task)) {
            return new Outcome.TaskNotUpdated();
        }
        if (!end.wireName().equals(task.path("status").textValue())) {
            ObjectNode next = task.deepCopy();
            next.put("status", end.wireName());
            next.remove("text");
            if (!(fhir.update(next) instanceof CustomerFhirServer.Answer.Resource)) {
                return new Outcome.TaskNotUpdated();
            }
        }
        return new Outcome.Closed(telling.again(transfer));
    }

    /** What became of it. */
    @CheckReturnValue
    public sealed interface Outcome {

        /** Data closed, Task updated, receiver about to be told. */
        record Closed(Transfer transfer) implements Outcome {}

        /** Data closed; the FHIR server did not take the Task. */
        record TaskNotUpdated() implements Outcome {}

        /** The Task is in a state from which the sender cannot take this step. */
        record NotNow() implements Outcome {}

        /** No such transfer, or it never ran. */
        record Unknown() implements Outcome {}
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.pdp.task.TaskState;
import io.notenboom.pdp.transfer.TransferClosing;
import io.notenboom.pdp.transfer.inbox.ReceiverSteps;
import io.notenboom.pdp.transfer.step.SenderSteps;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** {@code /pdp/v1/transfers/{id}/…}: the steps of sender and receiver; which are possible now is {@code next} of a transfer. */
@Path("/pdp/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TransferStepResource {

    private static final int MAX_REASON = 200;

    private final Steps steps;
    private final CallersTransfers own;
    private final TransferViews views;
    private final Caller caller;

    /** The steps of both sides. */
    public record Steps(TransferClosing closing, SenderSteps sender, ReceiverSteps receiver) {}

    /** Over the steps. */
    public TransferStepResource(Steps steps, CallersTransfers own, TransferViews views, Caller caller) {
        this.steps = steps;
        this.own = own;
        this.views = views;
        this.caller = caller;
    }

    /** The sender calls a transfer off: closes the data, then updates the Task and tells the receiver. */
    @POST
    @Path("/{id}/cancel")
    @Audited("transfer.cancel")
    @RequiresScope("pdp:write")
    public ObjectNode cancel(@PathParam("id") String id) {
        return shown(steps.closing().cancel(own.sent(id).id(), caller.tokenId()));
    }

    /** Completes a transfer: in place of the receiver where it was started here, else by updating the sender's Task. */
    @POST
    @Path("/{id}/complete")
    @Audited("transfer.complete")
    @RequiresScope("pdp:write")
    public ObjectNode complete(@PathParam("id") String id, byte[] body) {
        return own.findSent(id).isPresent()
                ? shown(steps.closing().complete(id, caller.tokenId()))
                : received(id, body, "complete");
    }

    /** The sender asks again after the receiver put it on hold. */
    @POST
    @Path("/{id}/request")
    @Audited("transfer.request")
    @RequiresScope("pdp:write")
    public ObjectNode request(@PathParam("id") String id) {
        return shown(steps.sender().request(own.sent(id).id(), caller.tokenId()));
    }

    /** The sender hands over with a nursing handoff, after the receiver accepted. */
    @POST
    @Path("/{id}/handoff")
    @Audited("transfer.handoff")
    @RequiresScope("pdp:write")
    public ObjectNode handOff(@PathParam("id") String id, byte[] body) {
        String known = own.sent(id).id();
        return shown(
                steps.sender().handOff(known, TransferRequests.composition(RequestJson.read(body)), caller.tokenId()));
    }

    /** The receiver tells that it saw the request. */
    @POST
    @Path("/{id}/receive")
    @Audited("transfer.receive")
    @RequiresScope("pdp:write")
    public ObjectNode receive(@PathParam("id") String id, byte[] body) {
        return received(id, body, "receive");
    }

    /** The receiver accepts. */
    @POST
    @Path("/{id}/accept")
    @Audited("transfer.accept")
    @RequiresScope("pdp:write")
    public ObjectNode accept(@PathParam("id") String id, byte[] body) {
        return received(id, body, "accept");
    }

    /** The receiver refuses, with an optional {@code reason}. */
    @POST
    @Path("/{id}/reject")
    @Audited("transfer.reject")
    @RequiresScope("pdp:write")
    public ObjectNode reject(@PathParam("id") String id, byte[] body) {
        return received(id, body, "reject");
    }

    /** The receiver proposes another date, {@code alternativeDate}. */
    @POST
    @Path("/{id}/hold")
    @Audited("transfer.hold")
    @RequiresScope("pdp:write")
    public ObjectNode hold(@PathParam("id") String id, byte[] body) {
        return received(id, body, "hold");
    }

    /** The receiver reads the Task again; {@code sender.organisation} names the sender the first time. */
    @POST
    @Path("/{id}/refresh")
    @NotAudited("reads the other side's Task, whose gateway records it")
    @RequiresScope("pdp:write")
    public ObjectNode refresh(@PathParam("id") String id, byte[] body) {
        String known = own.received(id).id();
        return shown(steps.receiver().read(known, organisation(read(body))));
    }

    private ObjectNode received(String id, byte[] body, String name) {
        String known = own.received(id).id();
        ObjectNode json = read(body);
        TaskState to = TransferViews.receiverStep(name).orElseThrow();
        Optional<String> reason = to == TaskState.REJECTED
                ? Optional.ofNullable(json.path("reason").textValue())
                : Optional.empty();
        if (reason.filter(text -> text.isBlank() || text.length() > MAX_REASON).isPresent()) {
            throw Problems.badRequest("reason is 1 to " + MAX_REASON + " characters, without personal data.");
        }
        ReceiverSteps.Step step = new ReceiverSteps.Step(to, reason, alternativeDate(json, to));
        return shown(steps.receiver().take(known, organisation(json), step));
    }

    private static ObjectNode read(byte[] body) {
        return body.length == 0 ? JsonNodeFactory.instance.objectNode() : RequestJson.read(body);
    }

    private static Optional<String> organisation(ObjectNode json) {
        String organisation = json.path("sender").path("organisation").textValue();
        if (organisation != null && !TransferRequests.organisationId(organisation)) {
            throw Problems.badRequest("sender.organisation is the id from the registry, urn:oid:...");
        }
        return Optional.ofNullable(organisation);
    }

    /** A FHIR date or a date with time and zone. */
    private static Optional<String> alternativeDate(ObjectNode json, TaskState to) {
        if (to != TaskState.ON_HOLD) {
            return Optional.empty();
        }
        String date = json.path("alternativeDate").asText("");
        try {
            String read = date.length() == 10
                    ? LocalDate.parse(date).toString()
                    : OffsetDateTime.parse(date).toString();
            return read.isEmpty() ? Optional.empty() : Optional.of(date);
        } catch (DateTimeParseException malformed) {
            throw Problems.badRequest(
                    "Give alternativeDate as 2026-03-01 or 2026-03-01T12:00:00+01:00, the date you propose.");
        }
    }

    private ObjectNode shown(TransferClosing.Outcome outcome) {
        return switch (outcome) {
            case TransferClosing.Outcome.Closed closed -> views.sent(closed.transfer());
            case TransferClosing.Outcome.TaskNotUpdated _ ->
                throw Problems.unavailable("The data is closed; send the request again to update the Task as well.");
            case TransferClosing.Outcome.NotNow _ -> throw notNow();
            case TransferClosing.Outcome.Unknown _ -> throw TransferProblems.unknown();
        };
    }

    private ObjectNode shown(SenderSteps.Outcome outcome) {
        return switch (outcome) {
            case SenderSteps.Outcome.Taken taken -> views.sent(taken.transfer());
            case SenderSteps.Outcome.NotNow _ -> throw notNow();
            case SenderSteps.Outcome.CompositionMissing _ -> throw TransferProblems.compositionMissing();
            case SenderSteps.Outcome.CompositionRefused refused ->
                throw TransferProblems.compositionRefused(refused.reason());
            case SenderSteps.Outcome.Unavailable unavailable -> throw TransferProblems.unavailable(unavailable.part());
            case SenderSteps.Outcome.Unknown _ -> throw TransferProblems.unknown();
        };
    }

    private ObjectNode shown(ReceiverSteps.Outcome outcome) {
        return switch (outcome) {
            case ReceiverSteps.Outcome.Done done -> views.received(done.received());
            case ReceiverSteps.Outcome.NotNow _ -> throw notNow();
            case ReceiverSteps.Outcome.SenderNotNamed _ ->
                throw Problems.badRequest(
                        "Name the sender once, as {\"sender\":{\"organisation\":\"urn:oid:...\"}}, its id in the"
                                + " registry.");
            case ReceiverSteps.Outcome.SenderRefused refused ->
                throw Problems.of(PdpProblem.SENDER_REFUSED, "The organisation " + refused.why() + ".");
            case ReceiverSteps.Outcome.Refused refused ->
                throw Problems.of(
                        PdpProblem.OTHER_SIDE_REFUSED,
                        "The sender's gateway answered status " + refused.status()
                                + "; refresh the transfer to see the state of its Task.");
            case ReceiverSteps.Outcome.Unavailable unavailable ->
                throw Problems.unavailable("Send the request again: " + unavailable.what());
            case ReceiverSteps.Outcome.Unknown _ -> throw TransferProblems.unknown();
        };
    }

    private static ProblemException notNow() {
        return Problems.conflict("Only what the transfer lists under next is possible now.");
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.pdp.pep.PepRegister;
import io.notenboom.pdp.transfer.ReceivedNotification;
import io.notenboom.pdp.transfer.StartOutcome;
import io.notenboom.pdp.transfer.Transfer;
import io.notenboom.pdp.transfer.TransferService;
import io.notenboom.pdp.transfer.TransferService.Command;
import io.notenboom.pdp.transfer.TransferService.IdempotencyKey;
import io.notenboom.trust.json.CanonicalJson;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code /pdp/v1/transfers}: transfers started here, and the inbox of those that others started. */
@Path("/pdp/v1/transfers")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public class TransferResource {

    private final TransferService transfers;
    private final CallersTransfers own;
    private final TransferViews views;
    private final Caller caller;

    /** Over the transfers. */
    public TransferResource(TransferService transfers, CallersTransfers own, TransferViews views, Caller caller) {
        this.transfers = transfers;
        this.own = own;
        this.caller = caller;
        this.views = views;
    }

    /** Starts a transfer: 201, or 200 when the same idempotency key started it before. */
    @POST
    @Audited("transfer.start")
    @RequiresScope("pdp:write")
    public Response start(@HeaderParam("Idempotency-Key") @Nullable String key, byte[] body) {
        ObjectNode json = RequestJson.read(body);
        String subject = TransferRequests.subject(json);
        caller.requireSubject(subject);
        Command command = new Command(
                subject,
                TransferRequests.kind(json),
                TransferRequests.composition(json),
                TransferRequests.receiver(json),
                caller.tokenId(),
                key == null ? Optional.empty() : Optional.of(hashed(caller.tokenId(), key, json)));
        return switch (transfers.start(command)) {
            case StartOutcome.Started started ->
                Response.status(started.now() ? 201 : 200)
                        .location(URI.create(
                                "/pdp/v1/transfers/" + started.transfer().id()))
                        .entity(views.sent(started.transfer()))
                        .build();
            case StartOutcome.KeyReused reused ->
                throw Problems.of(PdpProblem.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for another request.");
            case StartOutcome.KindNotInProfile not ->
                throw Problems.of(
                        PdpProblem.KIND_NOT_IN_PROFILE,
                        "The profile " + not.profile()
                                + " has no such transfer; a notice needs a profile with negotiation"
                                + " in notenboom.pdp.profile.");
            case StartOutcome.CompositionMissing missing -> throw TransferProblems.compositionMissing();
            case StartOutcome.CompositionRefused refused -> throw TransferProblems.compositionRefused(refused.reason());
            case StartOutcome.TaskRefused refused ->
                throw Problems.of(
                        PdpProblem.TASK_REFUSED,
                        "The FHIR server answered the Task with status " + refused.status()
                                + ": let it take Tasks of eOverdracht from this service.");
            case StartOutcome.ReceiverUnknown unknown ->
                throw Problems.of(PdpProblem.RECEIVER_UNKNOWN, "Name an organisation that is in the registry.");
            case StartOutcome.ReceiverIncomplete incomplete ->
                throw Problems.of(
                        PdpProblem.RECEIVER_INCOMPLETE, "The receiver must register " + incomplete.lacks() + ".");
            case StartOutcome.SenderUnknown unknown ->
                throw Problems.of(PdpProblem.SENDER_UNKNOWN, "Name a subject of this node that has a DID.");
            case StartOutcome.Unavailable unavailable -> throw TransferProblems.unavailable(unavailable.part());
        };
    }

    private static IdempotencyKey hashed(String tokenId, String key, ObjectNode json) {
        return new IdempotencyKey(
                PepRegister.keyHash(tokenId + "\n" + key), PepRegister.keyHash(CanonicalJson.text(json)));
    }

    /** Transfers of one role: {@code sender} (default) or {@code receiver}; newest first, in pages. */
    @GET
    @RequiresScope("pdp:read")
    public ObjectNode list(
            @QueryParam("role") @Nullable String role,
            @QueryParam("after") @Nullable String after,
            @QueryParam("limit") @Nullable Integer limit) {
        Page page = Page.of(after, limit);
        return switch (role == null ? "sender" : role) {
            case "sender" -> page.answer("transfers", own.latest(page), views::sent, Transfer::id);
            case "receiver" -> page.answer("transfers", own.inbox(page), views::received, ReceivedNotification::id);
            default -> throw Problems.badRequest("role is sender or receiver.");
        };
    }

    /** One transfer, started here or received. */
    @GET
    @Path("/{id}")
    @RequiresScope("pdp:read")
    public ObjectNode get(@PathParam("id") String id) {
        Optional<ObjectNode> sent = own.findSent(id).map(views::sent);
        return sent.or(() -> own.findReceived(id).map(views::received)).orElseThrow(TransferProblems::unknown);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.enrolment;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.api.Page;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentRequest;
import io.notenboom.registry.enrolment.EnrolmentStatus;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.enrolment.FoundationRequests;
import io.notenboom.registry.enrolment.RequestOutcome;
import io.notenboom.registry.enrolment.ReviewOutcome;
import io.notenboom.registry.revocation.FoundationRevocations;
import io.notenboom.registry.revocation.OwnRevocations;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.x509.Pem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** The Foundation's side of enrolment; 404 on a node that is not the Foundation, except for who the Foundation is. */
@Path("/enrolment/v1")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class FoundationResource {

    private static final int MAX_REASON = 500;

    private final FoundationNode foundation;
    private final OwnRevocations revocations;

    FoundationResource(FoundationNode foundation, OwnRevocations revocations) {
        this.foundation = foundation;
        this.revocations = revocations;
    }

    /** Takes a certificate request in. */
    @POST
    @Path("/requests")
    @RequiresScope("enrolment:request")
    @Idempotent
    @Audited("enrolment.submit")
    public Response submit(EnrolmentViews.@Nullable RequestBody given) {
        EnrolmentViews.RequestBody body = Inputs.body(given);
        EnrolmentKind kind = kind(body.kind());
        String csr = Inputs.text(body.csr(), "csr", 8_192);
        String name = Inputs.text(body.name(), "name", 64);
        String kvk = Inputs.text(body.kvk(), "kvk", 8);
        return switch (requests().submit(kind, csr, name, kvk)) {
            case RequestOutcome.Received received ->
                Response.status(Response.Status.CREATED)
                        .entity(new EnrolmentViews.Receipt(
                                received.request().id(),
                                received.token().reveal(),
                                received.request().fingerprint(),
                                received.request().status().wireName()))
                        .build();
            case RequestOutcome.Unacceptable unacceptable -> throw Problems.invalid(unacceptable.problem());
            case RequestOutcome.Full _ ->
                throw Problems.of(
                        503, "too-many-requests", "Too many requests wait", "try again after some were reviewed");
        };
    }

    private FoundationRequests requests() {
        return foundation
                .requests()
                .orElseThrow(() -> Problems.notFound("this node is not the Foundation; ask the Foundation's node"));
    }

    static EnrolmentKind kind(@Nullable String name) {
        return EnrolmentKind.ofWireName(name == null ? "" : name)
                .orElseThrow(() -> Problems.invalid("kind has to be node-ca or vendor-ca"));
    }

    /** The outcome of a request, for the one who holds its token. */
    @GET
    @Path("/requests/{id}")
    @RequiresScope("enrolment:request")
    public EnrolmentViews.Outcome outcome(
            @PathParam("id") String id, @HeaderParam("X-Request-Token") @Nullable String token) {
        return requests()
                .outcome(id, Secret.of(token == null ? "" : token))
                .map(EnrolmentViews.Outcome::of)
                .orElseThrow(() -> Problems.notFound("no request with this id and token; send X-Request-Token"));
    }

    /** Requests, oldest first. */
    @GET
    @Path("/requests")
    @RequiresScope("enrolment:admin")
    public EnrolmentViews.Requests list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        if (status != null && EnrolmentStatus.ofWireName(status).isEmpty()) {
            throw Problems.invalid("status has to be pending, accepted, refused or revoked");
        }
        Page<EnrolmentViews.Review> page = Page.of(
                        requests().list().stream()
                                .filter(request -> status == null
                                        || request.status().wireName().equals(status)),
                        request -> request.received() + " " + request.id(),
                        limit,
                        cursor)
                .map(EnrolmentViews.Review::of);
        return new EnrolmentViews.Requests(page.items(), page.next());
    }

    /** Accepts: issues the certificate. */
    @POST
    @Path("/requests/{id}/acceptance")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("enrolment:admin")
    @Idempotent
    @Audited("enrolment.accept")
    public EnrolmentViews.Review accept(@PathParam("id") String id) {
        return review(requests().accept(id));
    }

    /** Refuses. */
    @POST
    @Path("/requests/{id}/refusal")
    @RequiresScope("enrolment:admin")
    @Idempotent
    @Audited("enrolment.refuse")
    public EnrolmentViews.Review refuse(@PathParam("id") String id, EnrolmentViews.@Nullable RefusalBody given) {
        String reason = Inputs.text(Inputs.body(given).reason(), "reason", MAX_REASON);
        return review(requests().refuse(id, reason));
    }

    /** Revokes the certificate that was issued, and publishes the revocation list that says so. */
    @POST
    @Path("/requests/{id}/revocation")
    @RequiresScope("enrolment:admin")
    @Idempotent
    @Audited("enrolment.revoke")
    public EnrolmentViews.Review revoke(@PathParam("id") String id, EnrolmentViews.@Nullable RefusalBody given) {
        String reason = Inputs.text(Inputs.body(given).reason(), "reason", MAX_REASON);
        ReviewOutcome outcome = requests().revoke(id, reason);
        revocations.foundation().ifPresent(FoundationRevocations::refresh);
        return review(outcome);
    }

    private static EnrolmentViews.Review review(ReviewOutcome outcome) {
        EnrolmentRequest request =
                switch (outcome) {
                    case ReviewOutcome.Done done -> done.request();
                    case ReviewOutcome.DecidedOtherwise other ->
                        throw Problems.of(
                                409,
                                "already-decided",
                                "The request was decided otherwise",
                                "it is " + other.request().status().wireName() + "; let the vendor ask again");
                    case ReviewOutcome.Unknown _ -> throw Problems.notFound("no request with this id");
                };
        return EnrolmentViews.Review.of(request);
    }

    /** Who the Foundation of this network is. */
    @GET
    @Path("/foundation")
    @RequiresScope("enrolment:request")
    public EnrolmentViews.Foundation foundation() {
        return new EnrolmentViews.Foundation(
                Pem.write(foundation.root()),
                foundation.networkName(),
                foundation.network().value());
    }
}

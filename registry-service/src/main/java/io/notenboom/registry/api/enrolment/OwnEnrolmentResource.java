// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.enrolment;

import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.enrolment.EnrolmentOutcome;
import io.notenboom.registry.enrolment.FoundationUnavailableException;
import io.notenboom.registry.enrolment.VendorEnrolment;
import io.notenboom.trust.x509.Pem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** This node's own enrolments. */
@Path("/registry/v1/enrolments")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class OwnEnrolmentResource {

    private final VendorEnrolment enrolment;

    OwnEnrolmentResource(VendorEnrolment enrolment) {
        this.enrolment = enrolment;
    }

    /** Claims a key, makes the certificate request and sends it to the Foundation. */
    @POST
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("enrolment.start")
    public Response start(EnrolmentViews.@Nullable StartBody given) {
        EnrolmentViews.StartBody body = Inputs.body(given);
        String name = Inputs.text(body.name(), "name", 64);
        String kvk = Inputs.text(body.kvk(), "kvk", 8);
        return answer(() -> enrolment.start(FoundationResource.kind(body.kind()), name, kvk));
    }

    /** Asks the outcome, and installs the certificate when there is one. */
    @POST
    @Path("/{kind}/refresh")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("enrolment.refresh")
    public Response refresh(@PathParam("kind") String kind) {
        return answer(() -> enrolment.refresh(FoundationResource.kind(kind)));
    }

    /** Asks for the certificate after the installed one, in the last third of its term. */
    @POST
    @Path("/{kind}/renewal")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("enrolment.renew")
    public Response renew(@PathParam("kind") String kind) {
        return answer(() -> enrolment.renew(FoundationResource.kind(kind)));
    }

    /** Installs a certificate from a PKI elsewhere, for the request that this node made. */
    @POST
    @Path("/{kind}/certificate")
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("enrolment.install")
    public Response install(@PathParam("kind") String kind, EnrolmentViews.@Nullable InstallBody given) {
        EnrolmentViews.InstallBody body = Inputs.body(given);
        List<String> certificates = new ArrayList<>();
        certificates.add(Inputs.text(body.certificate(), "certificate", Pem.MAX_CHARACTERS));
        if (body.chain() != null) {
            body.chain().stream()
                    .limit(Pem.MAX_CERTIFICATES)
                    .forEach(pem -> certificates.add(Inputs.text(pem, "chain", Pem.MAX_CHARACTERS)));
        }
        return answer(() -> enrolment.install(FoundationResource.kind(kind), certificates));
    }

    /** All of them. */
    @GET
    @RequiresScope("registry:admin")
    public EnrolmentViews.Enrolments list() {
        return new EnrolmentViews.Enrolments(
                enrolment.list().stream().map(EnrolmentViews.Own::of).toList(), null);
    }

    private static Response answer(Supplier<EnrolmentOutcome> step) {
        try {
            return switch (step.get()) {
                case EnrolmentOutcome.Now now ->
                    Response.status(now.isNew() ? 201 : 200)
                            .entity(EnrolmentViews.Own.of(now.enrolment()))
                            .build();
                case EnrolmentOutcome.NotStarted _ ->
                    throw Problems.notFound(
                            "no enrolment of this kind was started; POST /registry/v1/enrolments first");
                case EnrolmentOutcome.OtherVendor _ ->
                    throw Problems.of(
                            409,
                            "other-vendor",
                            "This node enrols for another vendor",
                            "use the name and kvk that the enrolment was started with");
                case EnrolmentOutcome.Unacceptable unacceptable -> throw Problems.invalid(unacceptable.problem());
            };
        } catch (FoundationUnavailableException e) {
            throw Problems.of(
                    503,
                    "foundation-unavailable",
                    "The Foundation gave no usable answer",
                    e.getMessage()
                            + "; check notenboom.registry.foundation.url, .token-file and .root, then ask again");
        }
    }
}

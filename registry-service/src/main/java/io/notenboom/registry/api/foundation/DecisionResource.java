// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api.foundation;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.idempotency.Idempotent;
import io.notenboom.registry.api.Inputs;
import io.notenboom.registry.api.IssueAnswers;
import io.notenboom.registry.api.Problems;
import io.notenboom.registry.api.RegistryViews;
import io.notenboom.registry.endpointtype.EndpointTypes;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.enrolment.FoundationNode;
import io.notenboom.registry.event.CertificateRevocation;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.event.ForkResolution;
import io.notenboom.registry.issue.FoundationWriter;
import io.notenboom.registry.issue.IssueOutcome;
import io.notenboom.registry.revocation.FoundationRevocations;
import io.notenboom.registry.revocation.OwnRevocations;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What the Foundation decides for the whole network, as events of its stream; 404 on a node that is not the Foundation. Every
 * call can be repeated: what was decided already is answered with 200.
 */
@Path("/registry/v1/foundation")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
public final class DecisionResource {

    private static final int MAX_REASON = 500;
    private static final int MAX_PEM = 8_192;

    /**
     * Body of a revocation.
     *
     * @param certificate base64url SHA-256 of the certificate
     * @param reason why, for people
     * @param sid stream of the cutoff
     * @param seq last sequence of that stream at which the certificate counts; -1 for none
     */
    public record RevocationBody(
            @Nullable String certificate,
            @Nullable String reason,
            @Nullable String sid,
            @Nullable Long seq) {}

    /** Body of the decision about a fork. */
    public record ResolutionBody(
            @Nullable String sid,
            @Nullable Long seq,
            @Nullable String winner) {}

    /** Body of a delegation. */
    public record DelegationBody(@Nullable String certificate) {}

    /** An event of the Foundation, and what it is about. */
    public record Decided(String subject, RegistryViews.Event event) {}

    private final FoundationNode foundation;
    private final FoundationWriter writer;
    private final OwnRevocations revocations;

    DecisionResource(FoundationNode foundation, FoundationWriter writer, OwnRevocations revocations) {
        this.foundation = foundation;
        this.writer = writer;
        this.revocations = revocations;
    }

    private FoundationWriter writer() {
        if (foundation.authority() == null) {
            throw Problems.notFound("this node is not the Foundation; ask the Foundation's node");
        }
        return writer;
    }

    /** Publishes the table of endpoint types, in the place of the one before. */
    @POST
    @Path("/endpoint-types")
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("foundation.endpoint-types")
    public Response endpointTypes(@Nullable JsonNode given) {
        EndpointTypes types;
        try {
            types = EndpointTypesFormat.read(Inputs.body(given));
        } catch (IllegalArgumentException malformed) {
            throw Problems.invalid(String.valueOf(malformed.getMessage()));
        }
        return answer(writer().publish(types));
    }

    /** Revokes a certificate for signatures on events, after a place in a stream, and for everything new; the list tells it, too. */
    @POST
    @Path("/revocations")
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("foundation.revoke")
    public Response revoke(@Nullable RevocationBody given) {
        RevocationBody body = Inputs.body(given);
        CertificateRevocation revocation = new CertificateRevocation(
                Inputs.eventId(body.certificate()).value(),
                Inputs.text(body.reason(), "reason", MAX_REASON),
                new CertificateRevocation.Cutoff(Inputs.eventId(body.sid()), sequence(body.seq(), -1)));
        Response answer = answer(writer().revoke(revocation));
        revocations.foundation().ifPresent(FoundationRevocations::refresh);
        return answer;
    }

    private static long sequence(@Nullable Long sequence, long smallest) {
        if (sequence == null || sequence < smallest) {
            throw Problems.invalid("seq has to be a number from " + smallest);
        }
        return sequence;
    }

    /** Decides which event of a fork stands; the stream goes on after it. */
    @POST
    @Path("/fork-resolutions")
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("foundation.resolve-fork")
    public Response resolve(@Nullable ResolutionBody given) {
        ResolutionBody body = Inputs.body(given);
        EventId stream = Inputs.eventId(body.sid());
        ForkResolution resolution = new ForkResolution(stream, sequence(body.seq(), 1), Inputs.eventId(body.winner()));
        return answer(writer().resolve(resolution));
    }

    /** Delegates to an operations certificate, so that the root's key can be kept offline. */
    @POST
    @Path("/operations")
    @RequiresScope("registry:admin")
    @Idempotent
    @Audited("foundation.delegate")
    public Response delegate(@Nullable DelegationBody given) {
        String pem = Inputs.text(Inputs.body(given).certificate(), "certificate", MAX_PEM);
        X509Certificate operations;
        try {
            operations = Pem.readFirstCertificate(pem);
        } catch (UnfitCertificateInputException unfit) {
            throw Problems.invalid("certificate has to be one in PEM form: " + unfit.getMessage());
        }
        return answer(writer().delegate(operations, foundation.networkName()));
    }

    private static Response answer(IssueOutcome outcome) {
        return IssueAnswers.of(
                outcome,
                issued -> new Decided(
                        issued.subject(), RegistryViews.Event.of(issued.events().getFirst())));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.credential.SearchAnswer;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.wallet.LoadOutcome;
import io.notenboom.auth.wallet.Wallets;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.Audited;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.credential.CredentialRefusedException;
import io.notenboom.trust.credential.UnverifiedCredential;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Wallets (internal), as a Nuts node v6 serves them. */
@Path("/internal/vcr/v2/holder/{subject}/vc")
@RunOnVirtualThread
public class HolderResource {

    private final Subjects subjects;
    private final Wallets wallets;
    private final Caller caller;

    /** Works on these wallets. */
    public HolderResource(Subjects subjects, Wallets wallets, Caller caller) {
        this.subjects = subjects;
        this.wallets = wallets;
        this.caller = caller;
    }

    /** Loads a credential after verifying it. */
    @POST
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("vcr:write")
    @Audited("wallet.load")
    public Response load(@PathParam("subject") String subject, byte[] body) {
        caller.requireSubject(subject);
        return switch (wallets.load(PathText.subject(subject), credential(body))) {
            case LoadOutcome.Loaded _ -> Response.noContent().build();
            case LoadOutcome.UnknownSubject _ -> throw Problems.subjectNotFound();
            case LoadOutcome.NotOwn _ ->
                throw Problems.badRequest("the credential is about a DID that this subject does not own");
            case LoadOutcome.Refused refused ->
                throw Problems.badRequest(refused.reason().description());
        };
    }

    /** The credentials that are valid now, newest first; a search tells of the others, too. */
    @GET
    @RequiresScope("vcr:read")
    public ArrayNode list(@PathParam("subject") String subject) {
        ArrayNode answer = JsonNodeFactory.instance.arrayNode();
        wallets.valid(known(subject)).forEach(credential -> answer.add(credential.original()));
        return answer;
    }

    /** All credentials of this type and issuer, as far as given, newest first, and which of them are revoked. */
    @GET
    @Path("/search")
    @RequiresScope("vcr:read")
    public ObjectNode search(
            @PathParam("subject") String subject,
            @QueryParam("credentialType") @Nullable String credentialType,
            @QueryParam("issuer") @Nullable String issuer) {
        List<UnverifiedCredential> found = wallets.list(known(subject)).stream()
                .filter(credential ->
                        credentialType == null || credential.content().types().contains(credentialType))
                .filter(credential ->
                        issuer == null || credential.content().issuer().value().equals(issuer))
                .toList();
        return SearchAnswer.of(found, wallets::isRevoked);
    }

    /** Removes a credential. */
    @DELETE
    @Path("/{id: .+}")
    @RequiresScope("vcr:write")
    @Audited("wallet.remove")
    public Response remove(@PathParam("subject") String subject, @PathParam("id") @Encoded String id) {
        if (!wallets.remove(known(subject), PathText.plain(id))) {
            throw new ProblemException(AuthProblem.CREDENTIAL_NOT_FOUND, "the wallet has no credential with this id");
        }
        return Response.noContent().build();
    }

    private SubjectId known(String subject) {
        caller.requireSubject(subject);
        SubjectId id = PathText.subject(subject);
        if (subjects.find(id).isEmpty()) {
            throw Problems.subjectNotFound();
        }
        return id;
    }

    static UnverifiedCredential credential(byte[] body) {
        try {
            return UnverifiedCredential.parse(JsonBody.parseAny(body));
        } catch (CredentialRefusedException refused) {
            throw Problems.badRequest(refused.reason().description());
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.AuthProblem;
import io.notenboom.auth.metadata.ServerMetadata;
import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subject;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;

/** What a subject publishes: metadata as authorization server and as client, documents of its DIDs (public). */
@Path("/")
@RunOnVirtualThread
public class MetadataResource {

    private static final int NOT_FOUND = 404;

    private final Subjects subjects;
    private final ServerMetadata metadata;
    private final PublicUrl publicUrl;

    /** Answers from these. */
    public MetadataResource(Subjects subjects, ServerMetadata metadata, PublicUrl publicUrl) {
        this.subjects = subjects;
        this.metadata = metadata;
        this.publicUrl = publicUrl;
    }

    /** Authorization server metadata, where RFC 8414 puts it. */
    @GET
    @Path("/.well-known/oauth-authorization-server/oauth2/{subject}")
    @NoScopeNeeded("public metadata")
    public Response authorizationServer(@PathParam("subject") String subject) {
        return answer(subject, metadata::authorizationServer);
    }

    /** The same, at the issuer URL with the well-known part appended. */
    @GET
    @Path("/oauth2/{subject}/.well-known/oauth-authorization-server")
    @NoScopeNeeded("public metadata")
    public Response authorizationServerAppended(@PathParam("subject") String subject) {
        return answer(subject, metadata::authorizationServer);
    }

    /** Client metadata. */
    @GET
    @Path("/oauth2/{subject}/oauth-client")
    @NoScopeNeeded("public metadata")
    public Response client(@PathParam("subject") String subject) {
        return answer(subject, metadata::client);
    }

    /** The document of an active did:web of this node. */
    @GET
    @Path("/iam/{id}/did.json")
    @NoScopeNeeded("DID documents are public")
    public Response didDocument(@PathParam("id") String id) {
        return publicUrl
                .didWebOfPath(id)
                .flatMap(subjects::activeDid)
                .map(own -> OAuthAnswers.cacheable(subjects.document(own).toJson()))
                .orElseThrow(() ->
                        new ProblemException(AuthProblem.DID_NOT_FOUND, "There is no such DID, or it is deactivated."));
    }

    private Response answer(String subject, Function<Subject, ObjectNode> document) {
        return SubjectId.tryParse(subject)
                .flatMap(subjects::find)
                .filter(Subject::isActive)
                .map(found -> OAuthAnswers.cacheable(document.apply(found)))
                .orElseGet(() -> OAuthAnswers.error(OAuthError.invalidRequest("subject not found"), NOT_FOUND));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import io.notenboom.auth.subject.PublicUrl;
import io.notenboom.auth.subject.Subjects;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.kit.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** Documents of own did:web DIDs (public). */
@Path("/iam/{id}/did.json")
@RunOnVirtualThread
public class DidDocumentResource {

    private final Subjects subjects;
    private final PublicUrl publicUrl;

    /** Publishes the DIDs of these subjects. */
    public DidDocumentResource(Subjects subjects, PublicUrl publicUrl) {
        this.subjects = subjects;
        this.publicUrl = publicUrl;
    }

    /** The document of an active DID. */
    @GET
    @NoScopeNeeded("DID documents are public")
    public Response document(@PathParam("id") String id) {
        return publicUrl
                .didWebOfPath(id)
                .flatMap(subjects::activeDid)
                .map(own -> OAuthAnswers.cacheable(subjects.document(own).toJson()))
                .orElseThrow(() ->
                        new ProblemException(AuthProblem.DID_NOT_FOUND, "there is no such DID, or it is deactivated"));
    }
}

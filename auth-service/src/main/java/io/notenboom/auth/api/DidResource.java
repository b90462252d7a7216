// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidResolver;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Encoded;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;

/** Resolves DIDs (internal), as a Nuts node v6 does. */
@Path("/internal/vdr/v2/did/{did}")
@RunOnVirtualThread
public class DidResource {

    private final DidResolver resolver;

    /** Resolves with this resolver. */
    public DidResource(DidResolver resolver) {
        this.resolver = resolver;
    }

    /** The document of a DID of any supported method. */
    @GET
    @RequiresScope("vdr:read")
    public ObjectNode resolve(@PathParam("did") @Encoded String did) {
        try {
            ObjectNode answer = JsonNodeFactory.instance.objectNode();
            answer.set("document", resolver.resolve(PathText.did(did)).toJson());
            answer.putObject("documentMetadata");
            return answer;
        } catch (DidResolutionException failure) {
            throw problem(failure);
        }
    }

    private static RuntimeException problem(DidResolutionException failure) {
        String detail = failure.reason().description();
        return switch (failure.reason()) {
            case METHOD_NOT_SUPPORTED, INVALID_DID, KEY_NOT_SUPPORTED, HOST_NOT_ALLOWED -> Problems.badRequest(detail);
            case NOT_FOUND -> new ProblemException(AuthProblem.DID_NOT_FOUND, detail);
            case DEACTIVATED -> new ProblemException(AuthProblem.DID_DEACTIVATED, detail);
            case UNAVAILABLE -> new ProblemException(AuthProblem.DID_UNAVAILABLE, detail);
            case INVALID_DOCUMENT -> new ProblemException(AuthProblem.DID_DOCUMENT_INVALID, detail);
        };
    }
}

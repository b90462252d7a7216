// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.introspection.Introspection;
import io.notenboom.auth.introspection.IntrospectionAnswer;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.kit.audit.NotAudited;
import io.notenboom.trust.secret.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Introspection of the tokens of all subjects (internal), as a Nuts node v6 answers it; also with a charset in the type. */
@Path("/internal/auth/v2/accesstoken")
@RunOnVirtualThread
public class NutsIntrospectionResource {

    private final Introspection introspection;
    private final Caller caller;

    /** Answers from this. */
    public NutsIntrospectionResource(Introspection introspection, Caller caller) {
        this.introspection = introspection;
        this.caller = caller;
    }

    /** What is known about a token. */
    @POST
    @Path("/introspect")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:introspect")
    @NotAudited("only asks")
    public Response introspect(@HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return answer(contentType, body, IntrospectionAnswer::nuts);
    }

    /** The same with presentation, definition and submission. */
    @POST
    @Path("/introspect_extended")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:introspect-extended")
    @NotAudited("only asks")
    public Response introspectExtended(
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType, byte[] body) {
        return answer(contentType, body, IntrospectionAnswer::nutsExtended);
    }

    /** This form of answer has no audience and knows no certificate: who cannot be told of a limit is not told of the token. */
    private boolean canBeTold(AccessToken token) {
        return caller.mayActFor(token.subject().value())
                && token.isForWholeSubject()
                && token.client().certificateThumbprint() == null;
    }

    private Response answer(@Nullable String contentType, byte[] body, Function<AccessToken, ObjectNode> face) {
        return OAuthAnswers.withForm(
                contentType,
                body,
                form -> OAuthAnswers.json(form.get("token")
                        // others are told what they are told about unknown tokens
                        .flatMap(token -> introspection.active(Secret.of(token), this::canBeTold))
                        .map(face)
                        .orElseGet(IntrospectionAnswer::inactive)));
    }
}

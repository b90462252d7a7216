// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import io.notenboom.auth.introspection.Introspection;
import io.notenboom.auth.introspection.IntrospectionAnswer;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.access.RequiresScope;
import io.notenboom.trust.secret.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Introspection (RFC 7662) and revocation (RFC 7009) of the tokens that one subject gave (public and internal). */
@Path("/")
@RunOnVirtualThread
public class TokenStateResource {

    private final Introspection introspection;
    private final Revocations revocations;
    private final Caller caller;

    /** Answers from these. */
    public TokenStateResource(Introspection introspection, Revocations revocations, Caller caller) {
        this.introspection = introspection;
        this.revocations = revocations;
        this.caller = caller;
    }

    /** What is known about a token; exactly {@code {"active":false}} unless this subject gave it and it is active. */
    @POST
    @Path("/oauth2/{subject}/introspect")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:introspect")
    public Response introspect(
            @PathParam("subject") String subject,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        caller.requireSubject(subject);
        return OAuthAnswers.withForm(contentType, body, form -> {
            Optional<SubjectId> id = SubjectId.tryParse(subject);
            return OAuthAnswers.json(form.get("token")
                    .flatMap(token -> id.flatMap(known -> introspection.activeAt(known, Secret.of(token))))
                    .map(IntrospectionAnswer::rfc7662)
                    .orElseGet(IntrospectionAnswer::inactive));
        });
    }

    /** Ends a token, if this subject gave it. */
    @POST
    @Path("/oauth2/{subject}/revoke")
    @Consumes(MediaType.WILDCARD)
    @RequiresScope("auth:admin")
    public Response revoke(
            @PathParam("subject") String subject,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            byte[] body) {
        caller.requireSubject(subject);
        return OAuthAnswers.withForm(contentType, body, form -> {
            Optional<String> token = form.get("token");
            Optional<SubjectId> id = SubjectId.tryParse(subject);
            if (token.isEmpty() || id.isEmpty()) {
                return OAuthAnswers.error(OAuthError.invalidRequest("token is missing"));
            }
            revocations.revokeTokenOf(id.get(), Secret.of(token.get()));
            return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
        });
    }
}

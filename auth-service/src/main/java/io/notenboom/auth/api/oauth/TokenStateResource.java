// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.api.oauth.TokenStateCallers.Call;
import io.notenboom.auth.api.oauth.TokenStateCallers.Identity;
import io.notenboom.auth.introspection.AssertionsAnswer;
import io.notenboom.auth.introspection.Introspection;
import io.notenboom.auth.introspection.IntrospectionAnswer;
import io.notenboom.auth.introspection.IntrospectionSigner;
import io.notenboom.auth.resourceserver.ResourceServer;
import io.notenboom.auth.revocation.Revocations;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.access.BearerNeedsScope;
import io.notenboom.kit.access.NoScopeNeeded;
import io.notenboom.trust.secret.Secret;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Introspection (RFC 7662, RFC 9701) and revocation (RFC 7009) of the tokens that one subject gave (public and internal), for
 * resource servers of the subject and for software of the node.
 */
@Path("/")
@RunOnVirtualThread
public class TokenStateResource {

    private static final String SIGNED_SUBTYPE = "token-introspection+jwt";

    private final Introspection introspection;
    private final IntrospectionSigner signer;
    private final Revocations revocations;
    private final TokenStateCallers callers;

    /** Answers from these. */
    public TokenStateResource(
            Introspection introspection,
            IntrospectionSigner signer,
            Revocations revocations,
            TokenStateCallers callers) {
        this.introspection = introspection;
        this.signer = signer;
        this.revocations = revocations;
        this.callers = callers;
    }

    /** What is known about a token; exactly {@code {"active":false}} unless it is active and the caller may see it. */
    @POST
    @Path("/oauth2/{subject}/introspect")
    @Consumes(MediaType.WILDCARD)
    @NoScopeNeeded("a resource server authenticates as one")
    @BearerNeedsScope("auth:introspect")
    public Response introspect(
            @PathParam("subject") String subject,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            byte[] body) {
        return withCaller(new Call(subject, headers, request), body, known -> {
            Optional<Secret> token = known.token();
            return switch (known.identity()) {
                case Identity.Software software ->
                    answer(
                            headers,
                            software.subject(),
                            software.tokenId(),
                            token.flatMap(sent -> introspection.activeAt(software.subject(), sent))
                                    .map(IntrospectionAnswer::rfc7662));
                case Identity.Server server ->
                    answer(
                            headers,
                            server.server().subject(),
                            server.server().id(),
                            token.flatMap(sent -> seenBy(server.server(), sent))
                                    .map(found -> face(server.server(), found)));
                case Identity.Nobody nobody -> nobody.answer();
            };
        });
    }

    /** Ends a token, if this subject gave it and the caller may end it. */
    @POST
    @Path("/oauth2/{subject}/revoke")
    @Consumes(MediaType.WILDCARD)
    @NoScopeNeeded("a resource server authenticates as one")
    @BearerNeedsScope("auth:admin")
    public Response revoke(
            @PathParam("subject") String subject,
            @Context HttpHeaders headers,
            @Context HttpServerRequest request,
            byte[] body) {
        return withCaller(new Call(subject, headers, request), body, known -> {
            Optional<Secret> token = known.token();
            return switch (known.identity()) {
                case Identity.Nobody nobody -> nobody.answer();
                case Identity.Software software ->
                    ended(token, sent -> revocations.revokeTokenOf(software.subject(), sent));
                case Identity.Server server ->
                    server.server().terms().mayRevoke()
                            ? ended(token, sent -> revokeSeenBy(server.server(), sent))
                            : OAuthAnswers.error(new OAuthError(
                                    OAuthError.Code.UNAUTHORIZED_CLIENT,
                                    "this resource server is not registered to end tokens (may_revoke)"));
            };
        });
    }

    private static Response ended(Optional<Secret> token, Consumer<Secret> end) {
        if (token.isEmpty()) {
            return OAuthAnswers.error(OAuthError.invalidRequest("token is missing"));
        }
        end.accept(token.get());
        return Response.ok().header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private Optional<AccessToken> seenBy(ResourceServer server, Secret token) {
        return introspection.active(token, found -> mayBeSeen(server, found));
    }

    private static boolean mayBeSeen(ResourceServer server, AccessToken token) {
        return token.subject().equals(server.subject()) && server.isAmong(token.audience());
    }

    /** Also one that is inactive for a credential that is suspended. */
    private void revokeSeenBy(ResourceServer server, Secret token) {
        if (introspection.known(token).filter(found -> mayBeSeen(server, found)).isPresent()) {
            revocations.revokeTokenOf(server.subject(), token);
        }
    }

    private static ObjectNode face(ResourceServer server, AccessToken token) {
        return switch (server.terms().profile()) {
            case CLAIMS -> IntrospectionAnswer.rfc7662(token);
            case ASSERTIONS -> AssertionsAnswer.of(token);
        };
    }

    private Response answer(HttpHeaders headers, SubjectId subject, String receiver, Optional<ObjectNode> active) {
        ObjectNode answer = active.orElseGet(IntrospectionAnswer::inactive);
        Optional<String> signed = wantsSigned(headers) ? signer.sign(subject, receiver, answer) : Optional.empty();
        return signed.map(jwt -> Response.ok(jwt, IntrospectionSigner.MEDIA_TYPE)
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build())
                .orElseGet(() -> OAuthAnswers.json(answer));
    }

    /** Whether the caller prefers the signed form to plain JSON; one that accepts anything gets JSON. */
    private static boolean wantsSigned(HttpHeaders headers) {
        for (MediaType type : headers.getAcceptableMediaTypes()) {
            if (type.getSubtype().equalsIgnoreCase(SIGNED_SUBTYPE)) {
                return true;
            }
            if (type.isCompatible(MediaType.APPLICATION_JSON_TYPE)) {
                return false;
            }
        }
        return false;
    }

    private Response withCaller(Call call, byte[] body, Function<Known, Response> answer) {
        String contentType = call.headers().getHeaderString(HttpHeaders.CONTENT_TYPE);
        if (TokenStateCallers.isAnonymous(call.headers(), OAuthAnswers.isForm(contentType))) {
            return TokenStateCallers.unauthorized();
        }
        return OAuthAnswers.withForm(
                contentType,
                body,
                form -> answer.apply(new Known(
                        callers.identify(call, form), form.get("token").map(Secret::of))));
    }

    /** A caller and the token that it asks about. */
    private record Known(Identity identity, Optional<Secret> token) {}
}

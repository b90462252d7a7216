// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.auth.admission.Admission;
import io.notenboom.auth.form.FormParameters;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.auth.token.TokenEndpoint;
import io.notenboom.auth.token.TokenOutcome;
import io.notenboom.auth.token.TokenRequest;
import io.notenboom.kit.access.NoScopeNeeded;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The token endpoint (public). */
@Path("/oauth2/{subject}/token")
@RunOnVirtualThread
public class TokenResource {

    private final TokenEndpoint endpoint;
    private final Admission admission;
    private final FailedSignatures failures;

    /** Asks this endpoint, as far as requests are let in. */
    public TokenResource(TokenEndpoint endpoint, Admission admission, FailedSignatures failures) {
        this.endpoint = endpoint;
        this.admission = admission;
        this.failures = failures;
    }

    /** Gives an access token in exchange for a verifiable presentation (Nuts RFC021). */
    @POST
    @Consumes(MediaType.WILDCARD)
    @NoScopeNeeded("the client authenticates with its verifiable presentation")
    public Response token(
            @PathParam("subject") String subject,
            @HeaderParam(HttpHeaders.CONTENT_TYPE) @Nullable String contentType,
            @Context HttpHeaders headers,
            byte[] body) {
        return token(subject, contentType, headers, body, null);
    }

    /**
     * Answers a token request.
     *
     * @param certificate {@code x5t#S256} of the client certificate to bind the token to; null if to none
     */
    Response token(
            String subject,
            @Nullable String contentType,
            HttpHeaders headers,
            byte[] body,
            @Nullable String certificate) {
        if (!OAuthAnswers.isForm(contentType)) {
            // Nuts nodes find no grant_type in what is no form, and say so
            return OAuthAnswers.error(new OAuthError(
                    OAuthError.Code.UNSUPPORTED_GRANT_TYPE,
                    "no grant_type: send the parameters as application/x-www-form-urlencoded"));
        }
        Optional<Duration> wait = failures.pause();
        if (wait.isPresent()) {
            return OAuthAnswers.error(OAuthError.tooMany("too many requests with wrong signatures", wait.get()));
        }
        return switch (admission.<Response>admit(
                () -> OAuthAnswers.withForm(contentType, body, form -> answer(subject, headers, form, certificate)))) {
            case Admission.Outcome.Done<Response> done -> done.result();
            case Admission.Outcome.TurnedAway<Response> turnedAway -> overloaded(turnedAway.retryAfter());
        };
    }

    private Response answer(String subject, HttpHeaders headers, FormParameters form, @Nullable String certificate) {
        List<String> proofs = headers.getRequestHeader("DPoP");
        if (proofs != null && proofs.size() > 1) {
            return OAuthAnswers.error(OAuthError.invalidProof("send one DPoP header"));
        }
        String proof = proofs == null || proofs.isEmpty() ? null : proofs.getFirst();
        Response answer =
                switch (endpoint.handle(new TokenRequest(subject, form, proof, certificate))) {
                    case TokenOutcome.Issued issued -> OAuthAnswers.json(json(issued));
                    case TokenOutcome.Refused refused -> {
                        if (refused.atKeys()) {
                            failures.failed();
                        }
                        yield OAuthAnswers.error(refused.error());
                    }
                };
        return proof == null ? answer : withNonce(subject, answer);
    }

    /** With the nonce for the next proof, where proofs need one (RFC 9449 §8.2). */
    private Response withNonce(String subject, Response answer) {
        return endpoint.nonce(subject)
                .map(nonce -> Response.fromResponse(answer)
                        .header("DPoP-Nonce", nonce)
                        .build())
                .orElse(answer);
    }

    private static ObjectNode json(TokenOutcome.Issued issued) {
        AccessToken details = issued.details();
        long lifetime = details.validity().expiresAt().getEpochSecond()
                - details.validity().issuedAt().getEpochSecond();
        return JsonNodeFactory.instance
                .objectNode()
                .put("access_token", issued.token().reveal())
                .put("token_type", details.tokenType())
                .put("expires_in", lifetime)
                .put("scope", details.scope());
    }

    private static Response overloaded(Duration retryAfter) {
        return OAuthAnswers.unavailable(
                "too many token requests at one time; try again after the time in Retry-After, with a new presentation",
                retryAfter);
    }
}

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
import org.jspecify.annotations.Nullable;

/** The token endpoint (public). */
@Path("/oauth2/{subject}/token")
@RunOnVirtualThread
public class TokenResource {

    private final TokenEndpoint endpoint;
    private final Admission admission;

    /** Asks this endpoint, as far as requests are let in. */
    public TokenResource(TokenEndpoint endpoint, Admission admission) {
        this.endpoint = endpoint;
        this.admission = admission;
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
        if (!OAuthAnswers.isForm(contentType)) {
            // Nuts nodes find no grant_type in what is no form, and say so
            return OAuthAnswers.error(new OAuthError(
                    OAuthError.Code.UNSUPPORTED_GRANT_TYPE,
                    "no grant_type: send the parameters as application/x-www-form-urlencoded"));
        }
        return switch (admission.<Response>admit(
                () -> OAuthAnswers.withForm(contentType, body, form -> answer(subject, headers, form)))) {
            case Admission.Outcome.Done<Response> done -> done.result();
            case Admission.Outcome.TurnedAway<Response> turnedAway -> overloaded(turnedAway.retryAfter());
        };
    }

    private Response answer(String subject, HttpHeaders headers, FormParameters form) {
        List<String> proofs = headers.getRequestHeader("DPoP");
        if (proofs != null && proofs.size() > 1) {
            return OAuthAnswers.error(OAuthError.invalidProof("send one DPoP header"));
        }
        String proof = proofs == null || proofs.isEmpty() ? null : proofs.getFirst();
        return switch (endpoint.handle(new TokenRequest(subject, form, proof))) {
            case TokenOutcome.Issued issued -> OAuthAnswers.json(json(issued));
            case TokenOutcome.Refused refused -> OAuthAnswers.error(refused.error());
        };
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
        OAuthError error = new OAuthError(
                OAuthError.Code.TEMPORARILY_UNAVAILABLE,
                "too many token requests at one time; try again after the time in Retry-After, with a new presentation");
        return Response.fromResponse(OAuthAnswers.error(error))
                .header(HttpHeaders.RETRY_AFTER, retryAfter.toSeconds())
                .build();
    }
}

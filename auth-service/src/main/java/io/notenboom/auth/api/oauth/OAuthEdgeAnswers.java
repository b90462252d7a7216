// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.api.oauth;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.notenboom.auth.token.OAuthError;
import io.notenboom.kit.problem.EdgeAnswers;
import io.notenboom.kit.problem.Problem;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/**
 * Makes every error of the public OAuth endpoints one of OAuth: also where no code of an endpoint was reached. The request's id
 * stays in {@code X-Request-Id}.
 */
@Singleton
public class OAuthEdgeAnswers implements EdgeAnswers {

    private static final Pattern OAUTH =
            Pattern.compile("/oauth2/[^/]+/((mtls/)?token|presentation_definition|oauth-client)/?");
    private static final int SERVER_ERROR = 500;
    private static final int UNAVAILABLE = 503;

    @Override
    public Optional<Object> body(String path, Problem problem) {
        return OAUTH.matcher(path).matches()
                ? Optional.of(JsonNodeFactory.instance
                        .objectNode()
                        .put("error", code(problem.status()).wireName())
                        .put("error_description", problem.title()))
                : Optional.empty();
    }

    /** Does it for what JAX-RS or a failure ended. */
    @ServerResponseFilter
    public void filter(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem) {
            body(request.getUriInfo().getRequestUri().getRawPath(), problem).ifPresent(own -> {
                response.setEntity(own, null, MediaType.APPLICATION_JSON_TYPE);
                response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
            });
        }
    }

    private static OAuthError.Code code(int status) {
        if (status == UNAVAILABLE) {
            return OAuthError.Code.TEMPORARILY_UNAVAILABLE;
        }
        return status >= SERVER_ERROR ? OAuthError.Code.SERVER_ERROR : OAuthError.Code.INVALID_REQUEST;
    }
}

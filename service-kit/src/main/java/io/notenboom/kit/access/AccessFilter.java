// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Checks the API token of every request against the scope that its operation states; without a statement nobody gets in. */
@Singleton
public class AccessFilter {

    private static final String BEARER = "Bearer ";
    private static final int MAX_TOKEN = 256;

    private final KnownTokens tokens;
    private final Caller caller;

    @Inject
    AccessFilter(KnownTokens tokens, Caller caller) {
        this.tokens = tokens;
        this.caller = caller;
    }

    /** Lets the request pass, or throws the problem to answer. */
    @ServerRequestFilter
    public void check(ResourceInfo resource, ContainerRequestContext request) {
        BearerNeedsScope ofBearer = resource.getResourceMethod().getAnnotation(BearerNeedsScope.class);
        if (ofBearer != null && sendsBearer(request)) {
            require(ofBearer.value(), request);
        }
        switch (ScopeStatement.of(resource.getResourceClass(), resource.getResourceMethod())) {
            case ScopeStatement.None none -> {}
            case ScopeStatement.Missing missing ->
                throw new ProblemException(EdgeProblem.INTERNAL, "This operation states no scope.");
            case ScopeStatement.Scope scope -> require(scope.name(), request);
        }
    }

    private void require(String scope, ContainerRequestContext request) {
        Optional<String> sent = bearer(request);
        ApiToken token = sent.flatMap(tokens::find)
                .orElseThrow(() ->
                        refused(EdgeProblem.UNAUTHENTICATED, "Send a valid API token: Authorization: Bearer nbt_…"));
        if (!token.allows(scope)) {
            throw refused(EdgeProblem.MISSING_SCOPE, "This call needs an API token with scope " + scope + ".");
        }
        caller.identified(token, () -> tokens.stillAllows(sent.orElseThrow(), scope));
    }

    /** Whether one of the headers is an attempt with a bearer token, well-formed or not. */
    private static boolean sendsBearer(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return headers != null
                && headers.stream().anyMatch(header -> header.strip().regionMatches(true, 0, "Bearer", 0, 6));
    }

    private ProblemException refused(EdgeProblem reason, String whatToDo) {
        tokens.refused(reason);
        return new ProblemException(reason, whatToDo);
    }

    private static Optional<String> bearer(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return headers == null || headers.size() != 1
                ? Optional.empty()
                : Optional.of(headers.getFirst())
                        .filter(header -> header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                                && header.length() <= MAX_TOKEN)
                        .map(header -> header.substring(BEARER.length()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.trust.secret.Secret;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Checks the token of every request against the scope that its operation states; without a statement nobody gets in. */
@Singleton
public class AccessFilter {

    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7e]{1,8192})");

    private final TokenSchemes tokens;
    private final AccessRecords records;
    private final Caller caller;

    @Inject
    AccessFilter(TokenSchemes tokens, AccessRecords records, Caller caller) {
        this.tokens = tokens;
        this.records = records;
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
        Secret token = bearer(request)
                .orElseThrow(
                        () -> refused(
                                EdgeProblem.UNAUTHENTICATED,
                                "Send a bearer token: an API token (nbt_…), a JWT by your key, or an operator's access token."));
        TokenSchemes.Answer answer = tokens.find(token);
        switch (answer.finding()) {
            case Finding.Known known -> require(scope, known.identity(), answer);
            case Finding.Refused invalid -> throw refused(EdgeProblem.UNAUTHENTICATED, invalid.reason());
            case Finding.Unknown unknown ->
                throw refused(
                        EdgeProblem.UNAUTHENTICATED, "The token is not known here. Send a valid one as bearer token.");
        }
    }

    private void require(String scope, Identity identity, TokenSchemes.Answer answer) {
        if (!identity.allows(scope)) {
            throw refused(EdgeProblem.MISSING_SCOPE, "This call needs an API token with scope " + scope + ".");
        }
        caller.identified(identity, answer.standing());
        if (Scopes.concernsTheWholeNode(scope)) {
            caller.requireEverySubject();
        }
    }

    /** Records that a caller reached for what belongs to a subject that its token is not for. */
    @ServerResponseFilter
    public void record(ContainerRequestContext request, ContainerResponseContext response) {
        int status = response.getStatus();
        boolean refused = status == Response.Status.FORBIDDEN.getStatusCode()
                || status == Response.Status.NOT_FOUND.getStatusCode();
        if (refused && caller.metOthers()) {
            tokens.refused(EdgeProblem.SUBJECT_NOT_ALLOWED);
            records.subjectRefused(
                    caller.identity(),
                    request.getMethod() + " " + request.getUriInfo().getPath());
        }
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

    private static Optional<Secret> bearer(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        if (headers == null || headers.size() != 1) {
            return Optional.empty();
        }
        Matcher header = BEARER.matcher(headers.getFirst().strip());
        return header.matches() ? Optional.of(Secret.of(header.group(1))) : Optional.empty();
    }
}

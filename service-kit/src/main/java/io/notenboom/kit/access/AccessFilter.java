// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import io.notenboom.kit.access.TokenScheme.Finding;
import io.notenboom.kit.limit.CountedRequest;
import io.notenboom.kit.limit.RequestLimits;
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

    private static final String COUNTED = "io.notenboom.kit.limit";
    private static final Pattern BEARER = Pattern.compile("(?i:Bearer) +([\\x21-\\x7e]{1,8192})");

    private final TokenSchemes tokens;
    private final AccessRecords records;
    private final Caller caller;
    private final RequestLimits limits;

    @Inject
    AccessFilter(TokenSchemes tokens, AccessRecords records, Caller caller, RequestLimits limits) {
        this.limits = limits;
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
                                request,
                                EdgeProblem.UNAUTHENTICATED,
                                "Send a bearer token: an API token (nbt_…), a JWT by your key, or an operator's access token."));
        TokenSchemes.Answer answer = tokens.find(token);
        switch (answer.finding()) {
            case Finding.Known known -> {
                count(known.identity(), request);
                require(scope, known.identity(), answer, request);
            }
            case Finding.Refused invalid -> throw refused(request, EdgeProblem.UNAUTHENTICATED, invalid.reason());
            case Finding.Unknown unknown ->
                throw refused(
                        request,
                        EdgeProblem.UNAUTHENTICATED,
                        "The token is not known here. Send a valid one as bearer token.");
        }
    }

    /** Counts a request, once, of a caller that is known. */
    private void count(Identity identity, ContainerRequestContext request) {
        if (request.getProperty(COUNTED) != null) {
            return;
        }
        CountedRequest counted = limits.identified(identity.id());
        request.setProperty(COUNTED, counted);
        if (!counted.share().granted()) {
            limits.waitingRoom().sit();
            throw new ProblemException(
                    EdgeProblem.TOO_MANY_REQUESTS,
                    "This API token sends too many requests: wait for the seconds of Retry-After, and send fewer at a time.",
                    counted.share().pause());
        }
    }

    private void require(String scope, Identity identity, TokenSchemes.Answer answer, ContainerRequestContext request) {
        if (!identity.allows(scope)) {
            tokens.refused(EdgeProblem.MISSING_SCOPE);
            records.refused(identity, EdgeProblem.MISSING_SCOPE.slug(), operation(request));
            throw new ProblemException(
                    EdgeProblem.MISSING_SCOPE, "This call needs an API token with scope " + scope + ".");
        }
        caller.identified(identity, answer.standing());
        if (Scopes.concernsTheWholeNode(scope)) {
            caller.requireEverySubject();
        }
    }

    /** Tells the caller of its limit. */
    @ServerResponseFilter
    public void tellLimit(ContainerRequestContext request, ContainerResponseContext response) {
        if (request.getProperty(COUNTED) instanceof CountedRequest counted) {
            counted.headers().forEach((name, value) -> response.getHeaders().putSingle(name, value));
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
            records.refused(caller.identity(), "subject", operation(request));
        }
    }

    /** Whether one of the headers is an attempt with a bearer token, well-formed or not. */
    private static boolean sendsBearer(ContainerRequestContext request) {
        List<String> headers = request.getHeaders().get(HttpHeaders.AUTHORIZATION);
        return headers != null
                && headers.stream().anyMatch(header -> header.strip().regionMatches(true, 0, "Bearer", 0, 6));
    }

    /** Of a caller whom nobody knows. */
    private ProblemException refused(ContainerRequestContext request, EdgeProblem reason, String whatToDo) {
        tokens.refused(reason);
        records.refused(caller.identity(), reason.slug(), operation(request));
        return new ProblemException(reason, whatToDo);
    }

    private static String operation(ContainerRequestContext request) {
        return request.getMethod() + " " + request.getUriInfo().getPath();
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

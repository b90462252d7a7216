// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.notenboom.custody.CustodyException;
import io.notenboom.custody.CustodyUnavailableException;
import io.notenboom.custody.UnknownKeyException;
import io.notenboom.custody.WrongPurposeException;
import io.notenboom.kit.redis.RedisFailures;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;
import org.jspecify.annotations.Nullable;

/** Turns exceptions into problem answers; what is unexpected is logged with the request's id and answered in neutral words. */
public final class ProblemMappers {

    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
    private static final int SHOWN_VIOLATIONS = 5;
    private static final int RETRY_AFTER_SECONDS = 1;
    private static final int CUSTODY_RETRY_SECONDS = 30;
    private static final int CAUSES = 5;

    /** The words of Quarkus' input stream when a body is larger than {@code quarkus.http.limits.max-body-size}. */
    private static final String CUT_OFF = "Request too large";

    /** A problem that the service has named. */
    @ServerExceptionMapper
    public Response problem(ProblemException exception, RoutingContext context) {
        if (exception.type().status() >= Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()) {
            // named, so nobody has to read where it came from; what caused it, if anything did
            LOG.warnf(
                    exception.getCause(),
                    "request %s: %s: %s",
                    RequestId.of(context),
                    exception.type().slug(),
                    exception.getMessage());
        }
        Response answer = Problem.of(exception.type(), String.valueOf(exception.getMessage()), RequestId.of(context))
                .toResponse();
        return exception.retryAfterSeconds().isEmpty()
                ? answer
                : Response.fromResponse(answer)
                        .header(
                                HttpHeaders.RETRY_AFTER,
                                exception.retryAfterSeconds().getAsLong())
                        .build();
    }

    /** JSON that cannot be read. */
    @ServerExceptionMapper
    public Response json(JacksonException exception, RoutingContext context) {
        return answer(EdgeProblem.INVALID_REQUEST, JsonFault.describe(exception), context);
    }

    /** JSON of another shape; Quarkus' own mapper for it would show the value. */
    @ServerExceptionMapper
    public Response mismatch(MismatchedInputException exception, RoutingContext context) {
        return json(exception, context);
    }

    /** Parameters and bodies that break a constraint; the texts are the constraints' own. */
    @ServerExceptionMapper
    public Response constraints(ConstraintViolationException exception, RoutingContext context) {
        String fields = exception.getConstraintViolations().stream()
                .map(ProblemMappers::describe)
                .sorted()
                .limit(SHOWN_VIOLATIONS)
                .collect(Collectors.joining("; "));
        return answer(EdgeProblem.INVALID_REQUEST, "Correct these: " + fields + ".", context);
    }

    /** Field and constraint, without the method's name and without the value. */
    private static String describe(ConstraintViolation<?> violation) {
        String path = violation.getPropertyPath().toString();
        return path.substring(path.indexOf('.') + 1) + " " + violation.getMessage();
    }

    /** What JAX-RS itself refuses. */
    @ServerExceptionMapper
    public Response refused(WebApplicationException exception, RoutingContext context) {
        Response original = exception.getResponse();
        if (original.hasEntity() || original.getStatus() < Response.Status.BAD_REQUEST.getStatusCode()) {
            return original;
        }
        if (exception.getCause() instanceof JacksonException malformed) {
            return json(malformed, context);
        }
        return switch (original.getStatus()) {
            case 401 -> answer(EdgeProblem.UNAUTHENTICATED, "Send an API token as bearer token.", context);
            case 404 -> answer(EdgeProblem.NOT_FOUND, "There is nothing at this path.", context);
            case 405 -> answer(EdgeProblem.METHOD_NOT_ALLOWED, "This path has other methods.", context);
            case 406 -> answer(EdgeProblem.NOT_ACCEPTABLE, "Ask for application/json.", context);
            case 413 -> answer(EdgeProblem.TOO_LARGE, "Send less.", context);
            case 415 -> answer(EdgeProblem.UNSUPPORTED_MEDIA_TYPE, "Send application/json.", context);
            case 503 -> answer(EdgeProblem.UNAVAILABLE, "Try again in a moment.", context);
            default ->
                original.getStatus() < Response.Status.INTERNAL_SERVER_ERROR.getStatusCode()
                        ? answer(
                                EdgeProblem.INVALID_REQUEST,
                                "The request does not have the form that this call takes.",
                                context)
                        : unexpected(exception, context);
        };
    }

    /** A custodian that does not sign; a key that it does not know is a fault of ours. */
    @ServerExceptionMapper
    public Response custody(CustodyException exception, RoutingContext context) {
        if (exception instanceof UnknownKeyException || exception instanceof WrongPurposeException) {
            return unexpected(exception, context);
        }
        LOG.errorf("request %s failed, the custodian does not sign: %s", RequestId.of(context), exception.getMessage());
        Duration wait = exception instanceof CustodyUnavailableException unavailable
                ? unavailable.retryAfter()
                : Duration.ofSeconds(CUSTODY_RETRY_SECONDS);
        return Response.fromResponse(answer(
                        EdgeProblem.UNAVAILABLE,
                        "The keys cannot be used at present; nothing was signed. Try again later.",
                        context))
                .header(HttpHeaders.RETRY_AFTER, Math.max(1, wait.toSeconds()))
                .build();
    }

    /** Everything else; a Redis that cannot be used at present comes back without anybody's doing. */
    @ServerExceptionMapper
    public Response unexpected(Throwable exception, RoutingContext context) {
        if (RedisFailures.isUnavailable(exception)) {
            LOG.errorf("request %s failed, Redis cannot be used: %s", RequestId.of(context), exception);
            return Response.fromResponse(answer(
                            EdgeProblem.UNAVAILABLE, "The store does not answer; try again in a moment.", context))
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        if (isCutOff(exception)) {
            LOG.infof("request %s: its body is larger than is taken", RequestId.of(context));
            return context.response().ended()
                    ? Response.status(EdgeProblem.TOO_LARGE.status()).build()
                    : answer(EdgeProblem.TOO_LARGE, "Send less.", context);
        }
        LOG.errorf(exception, "request %s failed", RequestId.of(context));
        return answer(EdgeProblem.INTERNAL, "Report this with the request id if it stays.", context);
    }

    /** Whether Quarkus cut off a body that did not say how large it is; it has answered 413 by itself. */
    private static boolean isCutOff(Throwable exception) {
        @Nullable Throwable current = exception;
        for (int depth = 0; current != null && depth < CAUSES; depth++) {
            if (current instanceof IOException && CUT_OFF.equals(current.getMessage())) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    private static Response answer(EdgeProblem type, String detail, RoutingContext context) {
        return Problem.of(type, detail, RequestId.of(context)).toResponse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.access.Caller;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.Problem;
import io.notenboom.kit.problem.ProblemException;
import io.notenboom.kit.problem.ProblemType;
import io.notenboom.kit.problem.RequestId;
import io.notenboom.trust.jose.Base64Url;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.OutputStream;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Does what {@link Idempotent} promises, around the methods that carry it. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.APPLICATION)
public class IdempotencyInterceptor {

    static final String KEY = "Idempotency-Key";
    static final String REPLAYED = "Idempotency-Replayed";

    private static final Logger LOG = Logger.getLogger(IdempotencyInterceptor.class);
    private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,255}");
    private static final int MAX_BODY = 524_288;

    private final IdempotencyKeys keys;
    private final IdempotentOperation operation;
    private final Caller caller;
    private final RoutingContext routing;
    private final ObjectMapper json;

    @Inject
    IdempotencyInterceptor(
            IdempotencyKeys keys,
            IdempotentOperation operation,
            Caller caller,
            RoutingContext routing,
            ObjectMapper json) {
        this.keys = keys;
        this.operation = operation;
        this.caller = caller;
        this.routing = routing;
        this.json = json;
    }

    @AroundInvoke
    @Nullable
    Object once(InvocationContext invocation) throws Exception {
        List<String> sent = routing.request().headers().getAll(KEY);
        if (sent.isEmpty()) {
            return invocation.proceed();
        }
        if (sent.size() > 1 || !FORM.matcher(sent.getFirst()).matches()) {
            throw new ProblemException(
                    EdgeProblem.INVALID_REQUEST,
                    "Send one Idempotency-Key of 1 to 255 visible ASCII characters, for instance a UUID.");
        }
        String key = hash(List.of(caller.tokenId(), sent.getFirst()));
        return switch (take(key, request(invocation))) {
            case IdempotencyKeys.Standing.Taken taken -> carryOut(key, taken, invocation);
            case IdempotencyKeys.Standing.Answered answered ->
                throw new WebApplicationException(again(answered.answer()));
            case IdempotencyKeys.Standing.UnderWay _ ->
                throw new WebApplicationException(refusal(
                        EdgeProblem.IDEMPOTENCY_KEY_IN_USE,
                        "The first request with this Idempotency-Key is under way; repeat this one in a moment."));
            case IdempotencyKeys.Standing.OtherRequest _ ->
                throw new ProblemException(
                        EdgeProblem.IDEMPOTENCY_KEY_REUSED, "Use a new Idempotency-Key for another request.");
        };
    }

    private IdempotencyKeys.Standing take(String key, String request) {
        try {
            return keys.take(key, request);
        } catch (RuntimeException unreachable) {
            throw new ProblemException(
                    EdgeProblem.UNAVAILABLE,
                    "Idempotency keys cannot be looked up; try again in a moment.",
                    unreachable);
        }
    }

    private @Nullable Object carryOut(String key, IdempotencyKeys.Standing.Taken taken, InvocationContext invocation)
            throws Exception {
        operation.begin(taken.operation());
        Optional<KeptAnswer> kept = Optional.empty();
        try {
            Object result = invocation.proceed();
            kept = kept(result);
            return result;
        } finally {
            settle(key, taken, kept);
        }
    }

    /** The effect is there, whatever becomes of the key: a key that cannot be settled ends with its lease. */
    private void settle(String key, IdempotencyKeys.Standing.Taken taken, Optional<KeptAnswer> kept) {
        try {
            if (kept.isPresent()) {
                keys.answered(key, taken, kept.get());
            } else {
                keys.abandoned(key, taken);
            }
        } catch (RuntimeException unreachable) {
            LOG.errorf(unreachable, "request %s: its idempotency key could not be settled", RequestId.of(routing));
        }
    }

    private Optional<KeptAnswer> kept(@Nullable Object result) {
        if (!(result instanceof Response response)) {
            return Optional.of(new KeptAnswer(result == null ? 204 : 200, "", text(result)));
        }
        if (response.getStatusInfo().getFamily() != Response.Status.Family.SUCCESSFUL) {
            return Optional.empty();
        }
        String location = response.getHeaderString(HttpHeaders.LOCATION);
        return Optional.of(
                new KeptAnswer(response.getStatus(), location == null ? "" : location, text(response.getEntity())));
    }

    private String text(@Nullable Object entity) {
        try {
            String text =
                    entity == null ? "" : entity instanceof String given ? given : json.writeValueAsString(entity);
            if (text.length() > MAX_BODY) {
                throw new IllegalStateException("an answer is too large to be kept for an idempotency key");
            }
            return text;
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException("the answer cannot be written as JSON", unwritable);
        }
    }

    private static Response again(KeptAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status()).header(REPLAYED, "true");
        if (!answer.location().isEmpty()) {
            response.header(HttpHeaders.LOCATION, answer.location());
        }
        if (!answer.body().isEmpty()) {
            response.type(MediaType.APPLICATION_JSON).entity(answer.body());
        }
        return response.build();
    }

    private Response refusal(ProblemType type, String detail) {
        return Response.fromResponse(
                        Problem.of(type, detail, RequestId.of(routing)).toResponse())
                .header(HttpHeaders.RETRY_AFTER, 1)
                .build();
    }

    /** Method, path, query and the parameters that the operation takes. */
    private String request(InvocationContext invocation) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (OutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
                out.write((routing.request().method() + " " + routing.request().uri() + "\n")
                        .getBytes(StandardCharsets.UTF_8));
                Parameter[] parameters = invocation.getMethod().getParameters();
                for (int i = 0; i < parameters.length; i++) {
                    if (!parameters[i].isAnnotationPresent(Context.class)) {
                        out.write(json.writeValueAsBytes(invocation.getParameters()[i]));
                        out.write('\n');
                    }
                }
            }
            return Base64Url.encode(digest.digest());
        } catch (NoSuchAlgorithmException | java.io.IOException impossible) {
            throw new IllegalStateException("the request of an operation cannot be hashed", impossible);
        }
    }

    private static String hash(List<String> texts) {
        try {
            return Base64Url.encode(MessageDigest.getInstance("SHA-256")
                    .digest(String.join("\n", texts).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}

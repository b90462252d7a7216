// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.problem.EdgeAnswers;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.Problem;
import io.notenboom.kit.problem.RequestId;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The first handler of the router: gives every request its id, answers 404 for a path of another listener, and 413 for a body
 * that says that it is too large. One that does not say so is cut off by Quarkus. A small one is read before the request goes on.
 */
@Singleton
public class ListenerFilter {

    private static final int FIRST = 1_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final ListenerPaths paths;
    private final ObjectMapper json;
    private final Instance<EdgeAnswers> forms;
    private final long maxBodyBytes;

    /**
     * The filter of a service.
     *
     * @param paths the service's own table
     * @param forms how it answers where a request ends here, if not with problems
     */
    public ListenerFilter(
            ListenerPaths paths,
            ObjectMapper json,
            Instance<EdgeAnswers> forms,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
        this.paths = paths;
        this.json = json;
        this.forms = forms;
        this.maxBodyBytes = maxBody.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, FIRST);
    }

    private void filter(RoutingContext context) {
        String requestId = RequestId.of(context);
        Listener listener = AcceptedBy.current();
        String path = context.request().path();
        if (path == null || !paths.serves(listener, path)) {
            answer(context, Problem.of(EdgeProblem.NOT_FOUND, "There is nothing at this path.", requestId));
        } else if (declaredBytes(context) > maxBodyBytes) {
            // the body is not read: the connection cannot be used again
            context.response().putHeader("Connection", "close");
            context.addEndHandler(done -> context.request().connection().close());
            answer(
                    context,
                    Problem.of(EdgeProblem.TOO_LARGE, "Send a body of at most " + maxBodyBytes + " bytes.", requestId));
        } else {
            SmallBodies.next(context);
        }
    }

    private static long declaredBytes(RoutingContext context) {
        String length = context.request().getHeader("Content-Length");
        return length != null && DIGITS.matcher(length).matches() ? Long.parseLong(length) : 0;
    }

    private void answer(RoutingContext context, Problem problem) {
        String path = String.valueOf(context.request().path());
        Optional<Object> own =
                forms.isUnsatisfied() ? Optional.empty() : forms.get().body(path, problem);
        try {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader("Content-Type", own.isPresent() ? "application/json" : Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(own.orElse(problem)))
                    .onFailure(gone -> context.response().reset());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem can be written as JSON", impossible);
        }
    }
}

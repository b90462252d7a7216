// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.limit.CountedRequest;
import io.notenboom.kit.limit.RequestLimits;
import io.notenboom.kit.limit.WaitingRoom;
import io.notenboom.kit.problem.EdgeAnswers;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.Problem;
import io.notenboom.kit.problem.RequestId;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The first handler of the router: gives every request its id, answers 404 for a path of another listener, and 413 for a body
 * that says that it is too large. One that does not say so is cut off by Quarkus. What is over a limit is turned away with 429.
 * A small body is read before the request goes on.
 */
@Singleton
public class ListenerFilter {

    private static final int FIRST = 1_000;
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");

    private final ListenerPaths paths;
    private final ObjectMapper json;
    private final Instance<EdgeAnswers> forms;
    private final RequestLimits limits;
    private final long maxBodyBytes;

    /**
     * The filter of a process.
     *
     * @param paths the table of each service in it
     * @param forms how it answers where a request ends here, if not with problems
     * @param limits how many requests are taken
     * @param config tells which of the paths are for the public listener of this process
     */
    public ListenerFilter(
            @All List<ListenerPaths> paths,
            ObjectMapper json,
            Instance<EdgeAnswers> forms,
            RequestLimits limits,
            NodeConfig config,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize maxBody) {
        ListenerPaths all = ListenerPaths.together(paths);
        this.paths =
                config.listener().publicListener().only().map(all::publicOnly).orElse(all);
        this.json = json;
        this.forms = forms;
        this.limits = limits;
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
            met(listener, context)
                    .ifPresentOrElse(met -> keepWaiting(context, met, requestId), () -> SmallBodies.next(context));
        }
    }

    /** The limit that a request met; what peers may do their own protocol says. */
    private Optional<CountedRequest> met(Listener listener, RoutingContext context) {
        return switch (listener) {
            case INTERNAL -> limits.inside();
            case PUBLIC -> limits.outside(context.request());
            case PEER -> Optional.empty();
        };
    }

    private void keepWaiting(RoutingContext context, CountedRequest met, String requestId) {
        WaitingRoom room = limits.waitingRoom();
        if (!room.enter()) {
            turnAway(context, met, requestId);
            return;
        }
        long unused = context.vertx().setTimer(WaitingRoom.WAIT.toMillis(), timer -> {
            room.leave();
            turnAway(context, met, requestId);
        });
    }

    private void turnAway(RoutingContext context, CountedRequest met, String requestId) {
        met.headers().forEach(context.response()::putHeader);
        context.response().putHeader("Retry-After", Long.toString(met.waitSeconds()));
        answer(
                context,
                Problem.of(
                        EdgeProblem.TOO_MANY_REQUESTS,
                        "Send the request again after the seconds of Retry-After, and fewer at a time.",
                        requestId));
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

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.Problem;
import io.notenboom.kit.problem.RequestId;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The first handler of the router: gives every request its id, and answers 404 for a path of another listener. */
@Singleton
public class ListenerFilter {

    private static final int FIRST = 1_000;

    private final ListenerPaths paths;
    private final ObjectMapper json;

    /** @param paths the service's own table */
    public ListenerFilter(ListenerPaths paths, ObjectMapper json) {
        this.paths = paths;
        this.json = json;
    }

    void register(@Observes Filters filters) {
        filters.register(this::filter, FIRST);
    }

    private void filter(RoutingContext context) {
        String requestId = RequestId.of(context);
        Listener listener = AcceptedBy.current();
        String path = context.request().path();
        if (path != null && paths.serves(listener, path)) {
            context.next();
            return;
        }
        try {
            context.response()
                    .setStatusCode(EdgeProblem.NOT_FOUND.status())
                    .putHeader("Content-Type", Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(
                            Problem.of(EdgeProblem.NOT_FOUND, "There is nothing at this path.", requestId)))
                    .onFailure(gone -> context.response().reset());
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a problem can be written as JSON", impossible);
        }
    }
}

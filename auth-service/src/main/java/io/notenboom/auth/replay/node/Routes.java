// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.Problem;
import io.notenboom.kit.problem.ProblemException;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The operations of one listener, called without HTTP. */
final class Routes {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String NO_REQUEST_ID = "replay";

    private final List<Route> routes = new ArrayList<>();

    /** @param resources Jakarta REST resources */
    Routes(List<Object> resources) {
        resources.forEach(resource -> routes.addAll(Route.of(resource)));
        routes.sort(Comparator.comparingInt(Route::literals).reversed().thenComparing(Route::toString));
    }

    /** Answers a request, also with 404 and 405 where nothing is. */
    RouteAnswer answer(RouteRequest request) {
        List<Route> here =
                routes.stream().filter(route -> route.matches(request.path())).toList();
        if (here.isEmpty()) {
            return problem(EdgeProblem.NOT_FOUND);
        }
        return here.stream()
                .filter(route -> route.isMethod(request.method()))
                .findFirst()
                .map(route -> call(route, request))
                .orElseGet(() -> problem(EdgeProblem.METHOD_NOT_ALLOWED));
    }

    @SuppressWarnings("IllegalCatch")
    private static RouteAnswer call(Route route, RouteRequest request) {
        try {
            return answer(route.call(request));
        } catch (ProblemException problem) {
            return answer(Problem.of(problem.type(), String.valueOf(problem.getMessage()), NO_REQUEST_ID)
                    .toResponse());
        } catch (RuntimeException failed) {
            return answer(Problem.of(EdgeProblem.INTERNAL, failed.toString(), NO_REQUEST_ID)
                    .toResponse());
        } catch (Error broken) {
            throw broken;
        } catch (Throwable failed) {
            throw new IllegalStateException("the operation cannot be called: " + route, failed);
        }
    }

    private static RouteAnswer problem(EdgeProblem problem) {
        return answer(Problem.of(problem, "There is nothing at this path for this method.", NO_REQUEST_ID)
                .toResponse());
    }

    private static RouteAnswer answer(@Nullable Object result) {
        if (result instanceof Response response) {
            Map<String, String> headers = new HashMap<>();
            response.getStringHeaders()
                    .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(", ", values)));
            return new RouteAnswer(response.getStatus(), headers, json(response.getEntity()));
        }
        int status = result == null ? Response.Status.NO_CONTENT.getStatusCode() : Response.Status.OK.getStatusCode();
        Map<String, String> headers = result == null ? Map.of() : Map.of("content-type", "application/json");
        return new RouteAnswer(status, headers, json(result));
    }

    private static JsonNode json(@Nullable Object entity) {
        return entity == null ? MissingNode.getInstance() : JSON.valueToTree(entity);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.api;

import io.notenboom.kit.problem.EdgeProblem;
import io.notenboom.kit.problem.Problem;
import io.notenboom.kit.problem.RequestId;
import io.notenboom.registry.log.LogFailureException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What callers are told when the event log cannot be written or read: 503, without words about the disk. */
public final class LogFailures {

    private static final Logger LOG = Logger.getLogger(LogFailures.class);

    /** Answers. */
    @ServerExceptionMapper
    public Response failed(LogFailureException failure, RoutingContext context) {
        LOG.errorf(failure, "request %s: the event log", RequestId.of(context));
        return Problem.of(
                        EdgeProblem.UNAVAILABLE,
                        "The event log cannot be used now. Look-ups go on. Before you try again, look whether what you sent is"
                                + " there after all.",
                        RequestId.of(context))
                .toResponse();
    }
}

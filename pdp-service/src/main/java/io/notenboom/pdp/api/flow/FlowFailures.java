// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.flow;

import io.notenboom.kit.problem.Problem;
import io.notenboom.kit.problem.RequestId;
import io.notenboom.pdp.api.PdpProblem;
import io.notenboom.pdp.flow.FlowRegister.TooManyFlowsException;
import io.notenboom.pdp.flow.FlowStore.FlowStoreException;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what the flow store and its register refuse into problem answers, whichever operation it was. */
public final class FlowFailures {

    private static final Logger LOG = Logger.getLogger(FlowFailures.class);
    private static final int RETRY_AFTER_SECONDS = 1;

    /** The store cannot be used at present. */
    @ServerExceptionMapper
    public Response unavailable(FlowStoreException failure, RoutingContext context) {
        LOG.errorf("request %s failed: %s: %s", RequestId.of(context), failure.getMessage(), failure.getCause());
        return Response.fromResponse(answer(PdpProblem.UNAVAILABLE, failure, context))
                .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                .build();
    }

    /** There is no room for another flow. */
    @ServerExceptionMapper
    public Response full(TooManyFlowsException full, RoutingContext context) {
        return answer(PdpProblem.TOO_MANY_FLOWS, full, context);
    }

    private static Response answer(PdpProblem type, RuntimeException failure, RoutingContext context) {
        return Problem.of(type, String.valueOf(failure.getMessage()), RequestId.of(context))
                .toResponse();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.api.gateway;

import io.notenboom.pdp.decision.Decision;
import io.notenboom.pdp.decision.Reason;
import io.notenboom.pdp.id.SortableIds;
import io.notenboom.pdp.pep.RequestAuthorization;
import io.notenboom.pdp.pep.RequestAuthorization.Authorized;
import io.notenboom.pdp.pep.dialect.ForwardedCall;
import io.notenboom.pdp.request.RawBody;
import io.notenboom.pdp.request.RawHeader;
import io.notenboom.pdp.request.RequestGrammar;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code ANY /authz/forward/{pep}}: forward authentication for gateways. A plain route, because every method must be answered
 * and headers are needed as they came.
 */
@ApplicationScoped
public class ForwardRoute {

    private static final Logger LOG = Logger.getLogger(ForwardRoute.class);
    private static final int BEFORE_RESOURCES = 1000;

    private final RequestAuthorization authorization;
    private final PepCallers callers;
    private final ProtocolMeters meters;
    private final SortableIds ids;

    /** Over the decision. */
    public ForwardRoute(
            RequestAuthorization authorization, PepCallers callers, ProtocolMeters meters, SortableIds ids) {
        this.authorization = authorization;
        this.callers = callers;
        this.meters = meters;
        this.ids = ids;
    }

    void register(@Observes Router router) {
        router.route(ForwardedCall.PREFIX + "*").order(BEFORE_RESOURCES).handler(this::receive);
    }

    private void receive(RoutingContext context) {
        long started = System.nanoTime();
        String certificate = callers.certificate(context.request());
        Buffer read = context.body().buffer();
        if (read != null) {
            decide(context, call(context, read, certificate), started);
            return;
        }
        Buffer body = Buffer.buffer();
        context.request().resume();
        context.request().handler(part -> {
            if (!tooLong(body) && tooLong(body.appendBuffer(part))) {
                // the rest is not waited for: the connection cannot be used again
                context.response().putHeader("Connection", "close");
                context.addEndHandler(done -> context.request().connection().close());
                decide(context, call(context, body, certificate), started);
            }
        });
        context.request().exceptionHandler(broken -> context.response().reset());
        context.request().endHandler(end -> {
            if (!tooLong(body)) {
                decide(context, call(context, body, certificate), started);
            }
        });
    }

    private static boolean tooLong(Buffer body) {
        return body.length() > RequestGrammar.MAX_BODY_LENGTH;
    }

    private void decide(RoutingContext context, ForwardedCall call, long started) {
        var thread = Thread.ofVirtual().name("forward-authorization").start(() -> answer(context, call, started));
        LOG.tracef("Deciding on %s", thread.getName());
    }

    private static ForwardedCall call(RoutingContext context, Buffer body, @Nullable String certificate) {
        ForwardedCall.Line line = new ForwardedCall.Line(
                context.request().method().name(), context.request().uri());
        return new ForwardedCall(line, headers(context), RawBody.of(body.getBytes()), certificate);
    }

    private void answer(RoutingContext context, ForwardedCall call, long started) {
        String protocol = "unknown";
        int status = Reason.UNAVAILABLE.status();
        try {
            Authorized authorized =
                    switch (callers.find(call.pepId(), call.credentials())) {
                        case PepCallers.Found.Refused refused -> authorization.refuse(call.pepId(), refused.reason());
                        case PepCallers.Found.Known known -> {
                            protocol = known.pep().dialect().wireName();
                            yield authorization.authorize(
                                    known.pep(), call.read(known.pep().input()));
                        }
                    };
            status = send(context.response(), authorized);
        } catch (RuntimeException failed) {
            LOG.error("No decision could be given", failed);
            deny(context.response(), ids.next("d"), Reason.UNAVAILABLE);
        }
        meters.answered(protocol, status, started);
    }

    private static List<RawHeader> headers(RoutingContext context) {
        List<RawHeader> headers = new ArrayList<>();
        context.request().headers().forEach(entry -> headers.add(new RawHeader(entry.getKey(), entry.getValue())));
        return headers;
    }

    private static int send(HttpServerResponse response, Authorized authorized) {
        authorized.requestHash().ifPresent(hash -> response.putHeader("X-Request-Hash", hash));
        return switch (authorized.decision()) {
            case Decision.Deny deny -> deny(response, authorized.decisionId(), deny.reason());
            case Decision.Permit permit -> {
                response.setStatusCode(200);
                PermitHeaders.of(authorized, permit).forEach(response::putHeader);
                end(response, "");
                yield 200;
            }
        };
    }

    private static int deny(HttpServerResponse response, String decisionId, Reason reason) {
        response.setStatusCode(reason.status())
                .putHeader("X-Decision-Id", decisionId)
                .putHeader("X-Decision-Reason", reason.publicCode())
                .putHeader("Cache-Control", "no-store")
                .putHeader("Content-Type", "application/fhir+json");
        if (reason.status() == 401) {
            response.putHeader("WWW-Authenticate", Challenges.of(reason));
        }
        end(response, OperationOutcomes.of(reason, decisionId).toString());
        return reason.status();
    }

    private static void end(HttpServerResponse response, String body) {
        response.end(body).onFailure(gone -> LOG.debug("The enforcement point did not wait for the answer"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.Refusal;
import io.notenboom.proxy.policy.Route;
import io.notenboom.proxy.server.ProxySettings.Pep;
import io.vertx.core.buffer.Buffer;

/** Notifications: the PDP takes them into its inbox when it permits them; nothing else sees them. */
final class NotificationExchanges {

    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;

    private final Pep pep;
    private final BodyReader bodies;
    private final DecisionClient decisions;

    NotificationExchanges(Pep pep, BodyReader bodies, DecisionClient decisions) {
        this.pep = pep;
        this.bodies = bodies;
        this.decisions = decisions;
    }

    void handle(Exchange exchange, Route.Notification route) {
        if (route.withTask()) {
            bodies.read(exchange)
                    .onSuccess(body -> decide(exchange, body, CREATED))
                    .onFailure(failure -> exchange.refuse(BodyReader.meaning(failure)));
        } else if (Exchange.announcesBody(exchange.request())) {
            exchange.refuse(Refusal.BODY_TOO_LARGE);
        } else {
            decide(exchange, Buffer.buffer(), ACCEPTED);
        }
    }

    private void decide(Exchange exchange, Buffer body, int status) {
        decisions
                .ask(exchange.request(), exchange.target(), pep, exchange.requestId(), body)
                .onSuccess(decision -> {
                    switch (decision) {
                        case Decision.Permit permit -> {
                            exchange.decided(permit.id());
                            exchange.answer(status);
                        }
                        case Decision.Refused refused -> exchange.relay(refused);
                        case Decision.Unavailable unavailable -> {
                            ProxyLog.noDecision(exchange.requestId(), unavailable.why());
                            exchange.refuse(Refusal.NO_DECISION);
                        }
                    }
                });
    }
}

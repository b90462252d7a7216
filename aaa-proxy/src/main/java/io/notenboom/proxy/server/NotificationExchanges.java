// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.Refusal;
import io.notenboom.proxy.server.ProxySettings.Pep;
import io.vertx.core.buffer.Buffer;

/** Notifications: the PDP takes them into its inbox when it permits them; nothing else sees them. */
final class NotificationExchanges {

    private static final int ACCEPTED = 202;

    private final Pep pep;
    private final DecisionClient decisions;

    NotificationExchanges(Pep pep, DecisionClient decisions) {
        this.pep = pep;
        this.decisions = decisions;
    }

    void handle(Exchange exchange) {
        if (Exchange.announcesBody(exchange.request())) {
            exchange.refuse(Refusal.BODY_TOO_LARGE);
            return;
        }
        decisions
                .ask(exchange.request(), exchange.target(), pep, exchange.requestId(), Buffer.buffer())
                .onSuccess(decision -> {
                    switch (decision) {
                        case Decision.Permit permit -> {
                            exchange.decided(permit.id());
                            exchange.answer(ACCEPTED);
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

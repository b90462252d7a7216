// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.Refusal;
import io.notenboom.proxy.policy.Route;
import io.notenboom.proxy.server.ProxySettings.Pep;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a FHIR request: read the body if the PDP must see it, ask the PDP, pass on, confirm a permitted Task update,
 * answer.
 */
final class FhirExchanges {

    private final Pep pep;
    private final BodyReader bodies;
    private final DecisionClient decisions;
    private final BackendClient backend;
    private final ConfirmationClient confirmations;

    FhirExchanges(
            Pep pep,
            BodyReader bodies,
            DecisionClient decisions,
            BackendClient backend,
            ConfirmationClient confirmations) {
        this.pep = pep;
        this.bodies = bodies;
        this.decisions = decisions;
        this.backend = backend;
        this.confirmations = confirmations;
    }

    void handle(Exchange exchange, Route.Fhir route) {
        if (!route.showBody()) {
            decide(exchange, null);
            return;
        }
        bodies.read(exchange)
                .onSuccess(body -> decide(exchange, body))
                .onFailure(failure -> exchange.refuse(BodyReader.meaning(failure)));
    }

    private void decide(Exchange exchange, @Nullable Buffer body) {
        decisions
                .ask(
                        exchange.request(),
                        exchange.target(),
                        pep,
                        exchange.requestId(),
                        body == null ? Buffer.buffer() : body)
                .onSuccess(decision -> {
                    switch (decision) {
                        case Decision.Permit permit -> pass(exchange, permit, body);
                        case Decision.Refused refused -> exchange.relay(refused);
                        case Decision.Unavailable unavailable -> {
                            ProxyLog.noDecision(exchange.requestId(), unavailable.why());
                            exchange.refuse(Refusal.NO_DECISION);
                        }
                    }
                });
    }

    private void pass(Exchange exchange, Decision.Permit permit, @Nullable Buffer body) {
        if (!exchange.open()) {
            if (permit.confirm()) {
                confirmations.notPassedOn(permit.id());
            }
            return;
        }
        exchange.decided(permit.id());
        if (!permit.confirm()) {
            send(exchange, permit, body);
            return;
        }
        exchange.hold();
        confirmations
                .permitted(permit.id())
                .onSuccess(written -> send(exchange, permit, body))
                .onFailure(failure -> {
                    ProxyLog.alarmJournal(String.valueOf(failure.getMessage()));
                    confirmations.notPassedOn(permit.id());
                    exchange.refuse(Refusal.NOT_RECORDED);
                    exchange.release();
                });
    }

    private void send(Exchange exchange, Decision.Permit permit, @Nullable Buffer body) {
        backend.send(exchange, permit, body)
                .onSuccess(answer -> answered(exchange, permit, answer))
                .onFailure(failure -> {
                    ProxyLog.backendFailed(
                            exchange.requestId(), failure.getClass().getSimpleName());
                    if (permit.confirm()) {
                        ProxyLog.alarmUpdateOutcomeUnknown(
                                permit.id(), failure.getClass().getSimpleName());
                    }
                    exchange.refuse(BackendClient.meaning(failure));
                    exchange.release();
                });
    }

    private void answered(Exchange exchange, Decision.Permit permit, HttpClientResponse answer) {
        if (permit.confirm()) {
            confirmations.confirm(permit.id(), answer.statusCode()).onComplete(done -> {
                BackendClient.relay(answer, exchange);
                exchange.release();
            });
        } else {
            BackendClient.relay(answer, exchange);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.notenboom.proxy.policy.RawTarget;
import io.notenboom.proxy.policy.Refusal;
import io.notenboom.proxy.policy.Route;
import io.notenboom.proxy.policy.RouteTable;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Admits requests, refuses those that are ambiguous before anyone interprets them, and sends each along its route. */
final class FrontDoor {

    private static final List<String> SINGLE = List.of("Host", "Authorization", "DPoP", "Content-Type");
    private static final Set<String> WITH_BODY = Set.of("PUT", "POST", "PATCH");

    private final Vertx vertx;
    private final RouteTable routes;
    private final @Nullable FhirExchanges fhir;
    private final @Nullable NotificationExchanges notifications;
    private final ActiveRequests active;
    private final ProxyMeters meters;

    FrontDoor(
            Vertx vertx,
            RouteTable routes,
            @Nullable FhirExchanges fhir,
            @Nullable NotificationExchanges notifications,
            ActiveRequests active,
            ProxyMeters meters) {
        this.vertx = vertx;
        this.routes = routes;
        this.fhir = fhir;
        this.notifications = notifications;
        this.active = active;
        this.meters = meters;
    }

    void handle(HttpServerRequest request) {
        request.pause();
        Optional<RawTarget> target = RawTarget.of(request.uri());
        Exchange exchange = new Exchange(
                vertx, request, target.orElse(RawTarget.ROOT), UUID.randomUUID().toString());
        switch (active.enter()) {
            case ADMITTED ->
                exchange.atEnd(() -> {
                    active.leave();
                    exchange.log(meters);
                });
            case TOO_MANY -> {
                exchange.atEnd(() -> exchange.log(meters));
                exchange.refuse(Refusal.TOO_MANY_REQUESTS);
                return;
            }
            case STOPPING -> {
                exchange.atEnd(() -> exchange.log(meters));
                exchange.response().putHeader("Connection", "close");
                exchange.refuse(Refusal.STOPPING);
                return;
            }
        }
        Optional<Refusal> refusal = target.isEmpty() ? Optional.of(Refusal.BAD_TARGET) : ambiguity(request);
        if (refusal.isPresent()) {
            exchange.refuse(refusal.get());
        } else {
            route(exchange);
        }
    }

    private void route(Exchange exchange) {
        switch (routes.find(exchange.request().method().name(), exchange.target())) {
            case Route.Fhir route when fhir != null -> fhir.handle(exchange, route);
            case Route.Notification notification
            when notifications != null -> notifications.handle(exchange, notification);
            case Route.Fhir unserved -> exchange.refuse(Refusal.NOT_FOUND);
            case Route.Notification unserved -> exchange.refuse(Refusal.NOT_FOUND);
            case Route.Nothing nothing -> exchange.refuse(Refusal.NOT_FOUND);
        }
    }

    private static Optional<Refusal> ambiguity(HttpServerRequest request) {
        if (SINGLE.stream().anyMatch(name -> request.headers().getAll(name).size() > 1)) {
            return Optional.of(Refusal.REPEATED_HEADER);
        }
        List<String> codings = request.headers().getAll("Transfer-Encoding");
        if (codings.size() > 1 || codings.stream().anyMatch(coding -> !coding.equalsIgnoreCase("chunked"))) {
            return Optional.of(Refusal.TRANSFER_CODING);
        }
        boolean unexpected = Exchange.announcesBody(request)
                && !WITH_BODY.contains(request.method().name());
        return unexpected ? Optional.of(Refusal.BODY_NOT_EXPECTED) : Optional.empty();
    }

    /** Answers what could not be parsed as HTTP, and closes the connection. */
    static void handleMalformed(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Refusal refusal =
                switch (cause) {
                    case TooLongHttpLineException line -> Refusal.TARGET_TOO_LONG;
                    case TooLongHttpHeaderException headers -> Refusal.HEADERS_TOO_LARGE;
                    case null, default -> Refusal.MALFORMED;
                };
        request.response()
                .setStatusCode(refusal.status())
                .putHeader("Content-Type", "application/fhir+json")
                .putHeader("Connection", "close")
                .end(refusal.body())
                .onComplete(done -> request.connection().close());
    }
}

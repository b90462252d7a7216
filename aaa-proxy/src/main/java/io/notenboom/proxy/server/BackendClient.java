// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.HeaderPolicy;
import io.notenboom.proxy.policy.Refusal;
import io.notenboom.trust.secret.Secret;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.RequestOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Passes permitted requests on to the FHIR server and its answers back, both as streams. */
final class BackendClient {

    private static final int UNAUTHORIZED = 401;

    private final HttpClient client;
    private final RequestOptions base;
    private final @Nullable Secret authorization;

    BackendClient(HttpClient client, ProxySettings.Backend backend, long milliseconds) {
        this.client = client;
        this.base = new RequestOptions()
                .setHost(backend.origin().host())
                .setPort(backend.origin().port())
                .setSsl(backend.origin().secure())
                .setTimeout(milliseconds);
        this.authorization = backend.authorization();
    }

    /**
     * Sends the request with its raw target. The answer comes back paused. A Task update goes on when the client goes away,
     * because its outcome must be confirmed.
     *
     * @param body what the PDP saw; null = the client's body is streamed, when there is one
     */
    Future<HttpClientResponse> send(Exchange exchange, Decision.Permit permit, @Nullable Buffer body) {
        RequestOptions options = new RequestOptions(base)
                .setMethod(exchange.request().method())
                .setURI(exchange.target().toString());
        return client.request(options).compose(request -> {
            copyHeaders(exchange, permit, request);
            if (!permit.confirm()) {
                exchange.whenAbandoned(request::reset);
            }
            return sendBody(exchange, request, body).map(response -> {
                response.pause();
                return response;
            });
        });
    }

    private static Future<HttpClientResponse> sendBody(
            Exchange exchange, HttpClientRequest request, @Nullable Buffer body) {
        if (body != null) {
            return request.send(body);
        }
        if (!Exchange.announcesBody(exchange.request())) {
            return request.send();
        }
        String length = exchange.request().getHeader("Content-Length");
        if (length != null) {
            request.putHeader("Content-Length", length);
        }
        exchange.takeBody();
        return request.send(exchange.request());
    }

    private void copyHeaders(Exchange exchange, Decision.Permit permit, HttpClientRequest request) {
        exchange.request().headers().forEach((name, value) -> {
            if (HeaderPolicy.goesToBackend(name)) {
                request.headers().add(name, value);
            }
        });
        request.putHeader("X-Request-Id", exchange.requestId());
        request.putHeader("X-Decision-Id", permit.id());
        permit.audit().forEach(request::putHeader);
        if (authorization != null) {
            request.putHeader("Authorization", authorization.reveal());
        }
    }

    /** What a failure to get an answer means to the client. */
    static Refusal meaning(Throwable failure) {
        return failure instanceof TimeoutException || failure instanceof io.netty.channel.ConnectTimeoutException
                ? Refusal.BACKEND_TIMEOUT
                : Refusal.BACKEND_FAILED;
    }

    /** Streams the answer to the client. An answer that breaks off breaks the client's connection, so that it is noticed. */
    static void relay(HttpClientResponse answer, Exchange exchange) {
        if (!exchange.open()) {
            answer.request().reset();
            return;
        }
        if (answer.statusCode() == UNAUTHORIZED) {
            ProxyLog.alarmBackendCredentials(exchange.requestId());
            answer.request().reset();
            exchange.refuse(Refusal.BACKEND_FAILED);
            return;
        }
        HttpServerResponse response = exchange.response();
        response.setStatusCode(answer.statusCode());
        Set<String> connectionOptions = connectionOptions(answer);
        answer.headers().forEach((name, value) -> {
            if (HeaderPolicy.goesToClient(name, connectionOptions)) {
                response.headers().add(name, value);
            }
        });
        exchange.sign();
        if (!response.headers().contains("Content-Length") && mayHaveBody(exchange, answer)) {
            response.setChunked(true);
        }
        answer.pipe().endOnFailure(false).to(response).onFailure(failure -> {
            ProxyLog.backendFailed(exchange.requestId(), failure.getClass().getSimpleName());
            answer.request().reset();
            exchange.breakOff();
        });
    }

    private static boolean mayHaveBody(Exchange exchange, HttpClientResponse answer) {
        return !exchange.request().method().name().equals("HEAD")
                && answer.statusCode() != 204
                && answer.statusCode() != 304;
    }

    private static Set<String> connectionOptions(HttpClientResponse answer) {
        return answer.headers().getAll("Connection").stream()
                .flatMap(value -> Arrays.stream(value.split(",", -1)))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }
}

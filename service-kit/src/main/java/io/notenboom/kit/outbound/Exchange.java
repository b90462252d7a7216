// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.outbound;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One request on one connection to an address that was checked. */
final class Exchange {

    private final OutboundRequest request;
    private final int maxBodyBytes;
    private final CompletableFuture<OutboundOutcome> outcome = new CompletableFuture<>();
    private volatile @Nullable HttpClientRequest sent;

    Exchange(OutboundRequest request, int maxBodyBytes) {
        this.request = request;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Sends it. Connects to {@code address}, whatever the name says by now; the name goes into Host and TLS. */
    CompletableFuture<OutboundOutcome> start(
            Context context, HttpClient client, InetAddress address, long timeoutMillis) {
        // on one event loop, so that no part of the answer arrives before its handler is there
        context.runOnContext(begin -> run(client, address, timeoutMillis));
        return outcome;
    }

    private void run(HttpClient client, InetAddress address, long timeoutMillis) {
        client.request(options(address, timeoutMillis))
                .compose(this::send)
                .compose(this::read)
                .onSuccess(outcome::complete)
                .onFailure(failure -> outcome.complete(new OutboundOutcome.Failed(
                        failure instanceof TooLargeException
                                ? OutboundOutcome.Failure.TOO_LARGE
                                : OutboundOutcome.Failure.CONNECTION)));
    }

    /** Gives up; the connection is closed. */
    void abort() {
        HttpClientRequest open = sent;
        if (open != null) {
            open.reset();
        }
    }

    private RequestOptions options(InetAddress address, long timeoutMillis) {
        URI target = request.target();
        boolean tls = isHttps(target);
        int port = port(target);
        String query = target.getRawQuery();
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(HttpMethod.valueOf(request.method()))
                .setServer(SocketAddress.inetSocketAddress(port, address.getHostAddress()))
                .setHost(host(target))
                .setPort(port)
                .setSsl(tls)
                .setURI(query == null ? path : path + "?" + query)
                .setFollowRedirects(false)
                .setTimeout(timeoutMillis);
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        request.headers().forEach(header -> headers.add(header.getKey(), header.getValue()));
        return options.setHeaders(headers);
    }

    /** The host as TLS and Host want it: without brackets for IPv6 in TLS is Vert.x' work. */
    private static String host(URI target) {
        String host = target.getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    static boolean isHttps(URI target) {
        return "https".equalsIgnoreCase(target.getScheme());
    }

    static int port(URI target) {
        return target.getPort() >= 0 ? target.getPort() : isHttps(target) ? 443 : 80;
    }

    private Future<HttpClientResponse> send(HttpClientRequest open) {
        sent = open;
        return request.body().length == 0 ? open.send() : open.send(Buffer.buffer(request.body()));
    }

    private Future<OutboundOutcome> read(HttpClientResponse response) {
        Promise<OutboundOutcome> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.handler(chunk -> {
            if (body.length() + chunk.length() > maxBodyBytes) {
                whole.tryFail(new TooLargeException());
                response.request().reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.exceptionHandler(whole::tryFail);
        response.endHandler(end -> whole.tryComplete(
                new OutboundResponse(request.target(), response.statusCode(), response.headers(), body.getBytes())));
        return whole.future();
    }

    private static final class TooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}

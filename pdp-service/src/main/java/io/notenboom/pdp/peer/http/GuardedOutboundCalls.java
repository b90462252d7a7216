// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer.http;

import com.fasterxml.jackson.databind.node.NullNode;
import io.notenboom.pdp.peer.JsonCalls.Answer;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.TrustOptions;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.X509TrustManager;

/**
 * Outbound calls whose address is checked and then connected to, so that a name cannot change in between. Https only unless the
 * node runs in development mode; 1 MB, 5 seconds, no redirects.
 */
public final class GuardedOutboundCalls implements OutboundCalls {

    private static final int MAX_ANSWER = 1_048_576;
    private static final int TIME_OUT_SECONDS = 5;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final HttpClient client;
    private final AddressGuard guard;
    private final boolean plainAllowed;

    /**
     * With the rules of the node.
     *
     * @param trust whom to trust for TLS
     * @param allowed addresses and CIDRs that may be reached although they are loopback or private
     * @param plainAllowed whether http may be used
     */
    public GuardedOutboundCalls(Vertx vertx, X509TrustManager trust, List<String> allowed, boolean plainAllowed) {
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setTrustOptions(TrustOptions.wrap(trust))
                .setVerifyHost(true)
                .setKeepAlive(false)
                .setConnectTimeout(TIME_OUT_SECONDS * 1000));
        this.guard = new AddressGuard(allowed);
        this.plainAllowed = plainAllowed;
    }

    @Override
    public Answer getJson(String url) {
        return send(HttpMethod.GET, url, Map.of("Accept", "application/json"), true);
    }

    @Override
    public Answer postEmpty(String url, Map<String, String> headers) {
        return send(HttpMethod.POST, url, headers, false);
    }

    private Answer send(HttpMethod method, String text, Map<String, String> headers, boolean json) {
        Optional<RequestOptions> options = options(method, text);
        if (options.isEmpty()) {
            return new Answer.Unreachable();
        }
        Future<Answer> answer = client.request(options.get())
                .compose(request -> {
                    headers.forEach(request::putHeader);
                    return request.send();
                })
                .compose(response -> read(response, json));
        try {
            return answer.toCompletionStage().toCompletableFuture().get(TIME_OUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            return new Answer.Unreachable();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Answer.Unreachable();
        }
    }

    private Optional<RequestOptions> options(HttpMethod method, String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
        boolean secure = "https".equals(url.getScheme());
        boolean usable = url.getHost() != null
                && url.getRawUserInfo() == null
                && (secure || (plainAllowed && "http".equals(url.getScheme())));
        if (!usable) {
            return Optional.empty();
        }
        int port = url.getPort() > 0 ? url.getPort() : secure ? HTTPS : HTTP;
        Optional<InetAddress> address = guard.resolve(url.getHost());
        return address.map(found -> new RequestOptions()
                .setMethod(method)
                .setServer(SocketAddress.inetSocketAddress(port, found.getHostAddress()))
                .setHost(url.getHost())
                .setPort(port)
                .setSsl(secure)
                .setFollowRedirects(false)
                .setTimeout(TIME_OUT_SECONDS * 1000L)
                .setURI(url.getRawPath().isEmpty() ? "/" : url.getRawPath()));
    }

    private static Future<Answer> read(HttpClientResponse response, boolean json) {
        int status = response.statusCode();
        HttpClientRequest request = response.request();
        if (status < 200 || status > 299) {
            return discard(response, new Answer.Refused(status));
        }
        if (!json) {
            return discard(response, new Answer.Ok(status, NullNode.getInstance()));
        }
        Buffer body = Buffer.buffer();
        response.handler(part -> {
            if (body.length() + part.length() > MAX_ANSWER) {
                var unused = request.reset();
            } else {
                body.appendBuffer(part);
            }
        });
        return response.end().map(end -> parse(status, body.getBytes()));
    }

    private static Future<Answer> discard(HttpClientResponse response, Answer answer) {
        response.exceptionHandler(expected -> {});
        var unused = response.request().reset();
        return Future.succeededFuture(answer);
    }

    private static Answer parse(int status, byte[] body) {
        try {
            return new Answer.Ok(status, StrictJson.parse(body, MAX_ANSWER));
        } catch (JsonInputException unreadable) {
            return new Answer.Unreachable();
        }
    }
}

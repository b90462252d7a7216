// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.outbound.vertx;

import io.notenboom.auth.outbound.HttpAnswer;
import io.notenboom.auth.outbound.OutboundException;
import io.notenboom.auth.outbound.OutboundException.Reason;
import io.notenboom.auth.outbound.OutboundHttp;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Resolves each host once, checks the addresses, and connects to the address that was checked, so that a second answer of the
 * name server changes nothing. The certificate must be for the host. Blocks: call it on virtual threads.
 */
public final class VertxOutboundHttp implements OutboundHttp {

    private static final int CONNECT_MILLIS = 2000;
    private static final int TOTAL_MILLIS = 8000;
    private static final int PER_HOST = 8;
    private static final int HTTPS = 443;

    private final HttpClient client;
    private final AddressGuard guard;

    /**
     * A client.
     *
     * @param trust PEM bundle of certificate authorities trusted besides those of the Java runtime
     * @param allowed addresses and CIDRs that may be contacted although they are not public
     */
    public VertxOutboundHttp(Vertx vertx, Optional<Path> trust, List<String> allowed) {
        this.guard = new AddressGuard(allowed);
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setSsl(true)
                .setVerifyHost(true)
                .setTrustOptions(OutboundTrust.of(trust))
                .removeEnabledSecureTransportProtocol("TLSv1")
                .removeEnabledSecureTransportProtocol("TLSv1.1")
                .setConnectTimeout(CONNECT_MILLIS)
                .setIdleTimeout(TOTAL_MILLIS)
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxPoolSize(PER_HOST)
                .setMaxWaitQueueSize(PER_HOST * 4)
                .setMaxRedirects(0));
    }

    @Override
    public HttpAnswer get(URI url) throws OutboundException {
        return exchange(HttpMethod.GET, url, Map.of("Accept", "application/json"), Buffer.buffer());
    }

    @Override
    public HttpAnswer postForm(URI url, Map<String, String> form, Map<String, String> headers)
            throws OutboundException {
        String body = form.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
        Map<String, String> all = new HashMap<>(headers);
        all.put("Content-Type", "application/x-www-form-urlencoded");
        return exchange(HttpMethod.POST, url, all, Buffer.buffer(body));
    }

    private HttpAnswer exchange(HttpMethod method, URI url, Map<String, String> headers, Buffer body)
            throws OutboundException {
        RequestOptions options = options(method, url, headers);
        Future<HttpAnswer> answer = client.request(options)
                .compose(request -> request.send(body).compose(response -> read(request, response)));
        try {
            return answer.toCompletionStage().toCompletableFuture().get(TOTAL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof OutboundException refused) {
                throw refused;
            }
            throw new OutboundException(Reason.UNAVAILABLE, failed);
        } catch (TimeoutException late) {
            throw new OutboundException(Reason.UNAVAILABLE, late);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new OutboundException(Reason.UNAVAILABLE, interrupted);
        }
    }

    private RequestOptions options(HttpMethod method, URI url, Map<String, String> headers) throws OutboundException {
        if (!"https".equals(url.getScheme()) || url.getHost() == null || url.getRawUserInfo() != null) {
            throw new OutboundException(
                    Reason.NOT_ALLOWED, new IllegalArgumentException("not an https URL without user information"));
        }
        int port = url.getPort() < 0 ? HTTPS : url.getPort();
        String path = url.getRawPath() == null || url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        RequestOptions options = new RequestOptions()
                .setMethod(method)
                .setSsl(true)
                .setHost(url.getHost())
                .setPort(port)
                .setServer(SocketAddress.inetSocketAddress(port, address(url.getHost())))
                .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
                .setTimeout(TOTAL_MILLIS);
        headers.forEach(options::putHeader);
        return options;
    }

    private String address(String host) throws OutboundException {
        try {
            return Arrays.stream(InetAddress.getAllByName(host))
                    .filter(guard::permits)
                    .findFirst()
                    .map(InetAddress::getHostAddress)
                    .orElseThrow(() -> new OutboundException(
                            Reason.NOT_ALLOWED, new IllegalArgumentException("no address of the host is allowed")));
        } catch (UnknownHostException unknown) {
            throw new OutboundException(Reason.UNAVAILABLE, unknown);
        }
    }

    private static Future<HttpAnswer> read(HttpClientRequest request, HttpClientResponse response) {
        Promise<HttpAnswer> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.handler(chunk -> {
            if (body.length() + chunk.length() > MAX_ANSWER_BYTES) {
                promise.tryFail(new OutboundException(
                        Reason.TOO_LARGE, new IllegalStateException("the answer is larger than 1 MB")));
                request.reset();
            } else {
                body.appendBuffer(chunk);
            }
        });
        response.endHandler(_ -> {
            String type = response.getHeader("Content-Type");
            promise.tryComplete(new HttpAnswer(response.statusCode(), type == null ? "" : type, body.getBytes()));
        });
        return promise.future();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}

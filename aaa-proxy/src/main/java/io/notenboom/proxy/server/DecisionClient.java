// SPDX-License-Identifier: Apache-2.0
package io.notenboom.proxy.server;

import io.notenboom.proxy.policy.HeaderPolicy;
import io.notenboom.proxy.policy.RawTarget;
import io.notenboom.proxy.server.ProxySettings.Pep;
import io.notenboom.trust.enforcement.RequestHash;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Asks the PDP at {@code POST /authz/forward/{pep}}, with all of the client's headers, the raw target and, where the PDP must see
 * it, the body. Fails closed: whatever is not a well-formed 200, 401, 403 or 422 within the time is {@link Decision.Unavailable},
 * and so is a permit that was given for another request than the one that goes on.
 */
final class DecisionClient {

    private static final int MAX_ANSWER_BYTES = 65_536;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:-]{1,128}");
    private static final Pattern IDENTIFIER = Pattern.compile("[!-~]{1,512}");
    private static final List<String> AUDIT = List.of("X-Client-Id", "X-Flow-Id", "X-User-Id", "X-Organization-Id");
    private static final List<String> RELAYED =
            List.of("Content-Type", "WWW-Authenticate", "X-Decision-Id", "X-Decision-Reason");

    private final HttpClient client;
    private final RequestOptions base;
    private final long milliseconds;

    DecisionClient(HttpClient client, Origin pdp, long milliseconds) {
        this.client = client;
        this.base = new RequestOptions()
                .setHost(pdp.host())
                .setPort(pdp.port())
                .setSsl(pdp.secure())
                .setMethod(HttpMethod.POST)
                .setTimeout(milliseconds);
        this.milliseconds = milliseconds;
    }

    /** Asks; the future never fails. */
    Future<Decision> ask(HttpServerRequest original, RawTarget target, Pep pep, String requestId, Buffer body) {
        return client.request(new RequestOptions(base).setURI("/authz/forward/" + pep.id()))
                .compose(request -> send(request, original, target, pep, requestId, body))
                .timeout(milliseconds, TimeUnit.MILLISECONDS)
                .recover(failure -> Future.succeededFuture(
                        new Decision.Unavailable(failure.getClass().getSimpleName())));
    }

    private static Future<Decision> send(
            HttpClientRequest request,
            HttpServerRequest original,
            RawTarget target,
            Pep pep,
            String requestId,
            Buffer body) {
        original.headers().forEach((name, value) -> {
            if (HeaderPolicy.goesToPdp(name)) {
                request.headers().add(name, value);
            }
        });
        request.putHeader("X-PEP-Key", pep.key().reveal());
        request.putHeader("X-Original-Method", original.method().name());
        request.putHeader("X-Original-URI", target.toString());
        request.putHeader("X-Request-Id", requestId);
        ClientCertificate.thumbprint(original)
                .ifPresent(thumbprint -> request.putHeader(ClientCertificate.HEADER, thumbprint));
        return request.send(body).compose(DecisionClient::readBody).map(decision -> {
            String hash = RequestHash.of(original.method().name(), target.toString(), body.getBytes());
            return decision instanceof Decision.Permit permit
                            && !permit.requestHash().equals(hash)
                    ? new Decision.Unavailable("permit of another request")
                    : decision;
        });
    }

    private static Future<Decision> readBody(HttpClientResponse response) {
        Promise<Decision> promise = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(promise::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > MAX_ANSWER_BYTES) {
                promise.tryComplete(new Decision.Unavailable("answer too long"));
                response.request().reset();
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(end -> promise.tryComplete(interpret(response, body)));
        return promise.future();
    }

    private static Decision interpret(HttpClientResponse response, Buffer body) {
        String id = response.getHeader("X-Decision-Id");
        return switch (response.statusCode()) {
            case 200 ->
                id != null && PLAIN.matcher(id).matches()
                        ? new Decision.Permit(
                                id,
                                Objects.requireNonNullElse(response.getHeader("X-Request-Hash"), ""),
                                audit(response),
                                response.headers().getAll("X-Obligation").contains("confirm"))
                        : new Decision.Unavailable("permit without decision id");
            case 401, 403, 422 -> new Decision.Refused(response.statusCode(), relayed(response), body);
            default -> new Decision.Unavailable("status " + response.statusCode());
        };
    }

    private static Map<String, String> audit(HttpClientResponse response) {
        Map<String, String> audit = new HashMap<>();
        for (String name : AUDIT) {
            String value = response.getHeader(name);
            if (value != null && IDENTIFIER.matcher(value).matches()) {
                audit.put(name, value);
            }
        }
        return audit;
    }

    private static MultiMap relayed(HttpClientResponse response) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        RELAYED.forEach(name -> headers.add(name, response.headers().getAll(name)));
        return headers;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.auth.replay.recording.RecordedExchange;
import io.notenboom.kit.outbound.OutboundRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A request to a node in memory. */
public final class RouteRequest {

    private final String method;
    private final String target;
    private final List<Map.Entry<String, String>> headers;
    private final byte[] body;

    /**
     * A request.
     *
     * @param target path and query, as sent
     */
    public RouteRequest(String method, String target, List<Map.Entry<String, String>> headers, byte[] body) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body.clone();
    }

    /** A recorded request. */
    public static RouteRequest of(RecordedExchange exchange) {
        return new RouteRequest(
                exchange.method(), target(exchange.url()), exchange.requestHeaders(), exchange.requestBody());
    }

    /** The same with another body. */
    public RouteRequest withBody(String text) {
        return new RouteRequest(method, target, headers, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A request that a node sends to another one. */
    static RouteRequest of(OutboundRequest request) {
        return new RouteRequest(request.method(), target(request.target()), request.headers(), request.body());
    }

    private static String target(URI url) {
        String path = url.getRawPath();
        return url.getRawQuery() == null ? path : path + "?" + url.getRawQuery();
    }

    String method() {
        return method;
    }

    /** The path as sent, still encoded. */
    String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Values of a parameter of the query. */
    List<String> query(String name) {
        return parameters().stream()
                .filter(parameter -> parameter.getKey().equals(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** All parameters of the query, decoded. */
    List<Map.Entry<String, String>> parameters() {
        int query = target.indexOf('?');
        if (query < 0 || query == target.length() - 1) {
            return List.of();
        }
        return List.of(target.substring(query + 1).split("&")).stream()
                .map(pair -> pair.split("=", 2))
                .map(pair -> Map.entry(decode(pair[0]), pair.length == 1 ? "" : decode(pair[1])))
                .toList();
    }

    /** Values of a header. */
    List<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    byte[] body() {
        return body.clone();
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}

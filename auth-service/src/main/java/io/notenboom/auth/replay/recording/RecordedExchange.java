// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.recording;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One recorded request with its answer. What was derived from the messages for readers is not looked at. */
public final class RecordedExchange {

    private static final int MAX_BODY = 4 * 1024 * 1024;

    private final String item;
    private final int number;
    private final Instant startedAt;
    private final Instant endedAt;
    private final URI url;
    private final JsonNode json;
    private final byte[] requestBody;
    private final byte[] responseBody;

    private RecordedExchange(String item, int number, JsonNode json) throws RecordingException {
        this.item = item;
        this.number = number;
        this.json = json;
        try {
            this.startedAt = Instant.parse(json.path("started_at").asText());
            this.endedAt = Instant.parse(json.path("ended_at").asText());
            this.url = URI.create(json.path("url").asText());
            this.requestBody = body(json.at("/request/body"));
            this.responseBody = body(json.at("/response/body"));
        } catch (DateTimeException | IllegalArgumentException malformed) {
            throw new RecordingException(
                    describe(item, number) + " has no usable started_at, ended_at, url or base64 body", malformed);
        }
    }

    /**
     * Reads one.
     *
     * @param item name of the item that it is part of
     * @param number its place there, from 1
     */
    static RecordedExchange read(String item, int number, JsonNode json) throws RecordingException {
        RecordedExchange exchange = new RecordedExchange(item, number, json);
        boolean complete = !exchange.method().isEmpty()
                && json.at("/response/status").isIntegralNumber()
                && json.at("/request/headers").isArray()
                && json.at("/response/headers").isArray()
                && exchange.url.getHost() != null
                && !exchange.endedAt.isBefore(exchange.startedAt);
        if (!complete) {
            throw new RecordingException(describe(item, number)
                    + " lacks its method, status, headers or an absolute url, or ends before it begins");
        }
        return exchange;
    }

    private static String describe(String item, int number) {
        return item + ": exchange " + number;
    }

    private static byte[] body(JsonNode body) {
        if (body.has("base64")) {
            return Base64.getDecoder().decode(body.path("base64").asText());
        }
        return body.path("text").asText("").getBytes(StandardCharsets.UTF_8);
    }

    /** Name of the item that it is part of. */
    public String item() {
        return item;
    }

    /** Its place in the item, from 1. */
    public int number() {
        return number;
    }

    /** When the request was sent. */
    public Instant startedAt() {
        return startedAt;
    }

    /** When the answer was there. */
    public Instant endedAt() {
        return endedAt;
    }

    /** What the recorder calls the listener that it came to. */
    public String listener() {
        return json.path("interface").asText("");
    }

    /** Where it was sent. */
    public URI url() {
        return url;
    }

    /** Scheme, host and port of the URL. */
    public String origin() {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    /** Method of the request. */
    public String method() {
        return json.at("/request/method").asText();
    }

    /** Path and query as they were sent. */
    public String target() {
        return json.at("/request/target").asText();
    }

    /** Whether it lies within the time of another exchange. */
    public boolean within(RecordedExchange other) {
        return !startedAt.isBefore(other.startedAt) && !endedAt.isAfter(other.endedAt);
    }

    /** Headers of the request, in order. */
    public List<Map.Entry<String, String>> requestHeaders() {
        return headers(json.at("/request/headers"));
    }

    /** Headers of the answer, in order. */
    public List<Map.Entry<String, String>> responseHeaders() {
        return headers(json.at("/response/headers"));
    }

    private static List<Map.Entry<String, String>> headers(JsonNode pairs) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        pairs.forEach(pair ->
                headers.add(Map.entry(pair.path(0).asText(), pair.path(1).asText())));
        return headers;
    }

    /** The first request header with this name. */
    public Optional<String> requestHeader(String name) {
        return first(requestHeaders(), name);
    }

    /** The first header of the answer with this name. */
    public Optional<String> responseHeader(String name) {
        return first(responseHeaders(), name);
    }

    private static Optional<String> first(List<Map.Entry<String, String>> headers, String name) {
        return headers.stream()
                .filter(header -> header.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /** Body of the request. */
    public byte[] requestBody() {
        return requestBody.clone();
    }

    /** Body of the request as text. */
    public String requestText() {
        return new String(requestBody, StandardCharsets.UTF_8);
    }

    /** Status of the answer. */
    public int status() {
        return json.at("/response/status").asInt();
    }

    /** Whether the status is 200 to 299. */
    public boolean successful() {
        return status() >= 200 && status() <= 299;
    }

    /** Body of the answer. */
    public byte[] responseBody() {
        return responseBody.clone();
    }

    /** Body of the answer as text. */
    public String responseText() {
        return new String(responseBody, StandardCharsets.UTF_8);
    }

    /** Body of the answer; missing if it is no JSON. */
    public JsonNode answer() {
        return parse(responseText());
    }

    /** Body of the request; missing if it is no JSON. */
    public JsonNode question() {
        return parse(requestText());
    }

    /** Whether the node closed the connection without an answer. */
    public boolean connectionClosed() {
        return json.has("upstream_error");
    }

    private static JsonNode parse(String text) {
        try {
            return StrictJson.parse(text, MAX_BODY);
        } catch (JsonInputException noJson) {
            return MissingNode.getInstance();
        }
    }

    /** Method, URL and status, as an index of a recording has it. */
    public String summary() {
        return method() + " " + json.path("url").asText() + " -> " + status();
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.fakes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recorded request with its answer.
 *
 * @param item name of the recording that it is part of
 * @param json as recorded
 */
public record RecordedExchange(String item, JsonNode json) {

    /** When the request was sent. */
    public Instant at() {
        return Instant.parse(json.path("started_at").asText());
    }

    /** Method of the request. */
    public String method() {
        return json.at("/request/method").asText();
    }

    /** URL of the request. */
    public URI url() {
        return URI.create(json.path("url").asText());
    }

    /** The subject in {@code /oauth2/{subject}/…}. */
    public String subject() {
        String path = url().getPath();
        String rest = path.substring(path.indexOf("/oauth2/") + "/oauth2/".length());
        return rest.contains("/") ? rest.substring(0, rest.indexOf('/')) : rest;
    }

    /** A parameter of the query, null if it is not there. */
    public @Nullable String query(String name) {
        String query = url().getRawQuery();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return null;
    }

    /** Values of a request header. */
    public List<String> header(String name) {
        List<String> values = new ArrayList<>();
        json.at("/request/headers").forEach(header -> {
            if (header.path(0).asText().equalsIgnoreCase(name)) {
                values.add(header.path(1).asText());
            }
        });
        return values;
    }

    /** Body of the request. */
    public String body() {
        return json.at("/request/body/text").asText();
    }

    /** Status of the answer. */
    public int status() {
        return json.at("/response/status").asInt();
    }

    /** Body of the answer; missing if it is no JSON. */
    public JsonNode answer() {
        try {
            return new JsonMapper().readTree(json.at("/response/body/text").asText());
        } catch (JsonProcessingException other) {
            return MissingNode.getInstance();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.outbound.OutboundHttp;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import io.notenboom.trust.secret.Secret;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Any decision point that serves AuthZEN 1.0, over HTTP. Redirects are not followed. */
public final class HttpDecisionPoint implements DecisionPoint {

    static final String PATH = "/access/v1/evaluations";
    private static final String JSON = "application/json";
    private static final int MAX_ANSWER = 1_000_000;

    private final OutboundHttp http;
    private final URI endpoint;
    private final @Nullable Path tokenFile;

    /**
     * A decision point.
     *
     * @param http gives up after 10 seconds
     * @param url its base URL, without {@code /access/v1/evaluations}
     * @param tokenFile holds a bearer token for it; read for each question, null if it wants none
     */
    public HttpDecisionPoint(OutboundHttp http, URI url, @Nullable Path tokenFile) {
        this.http = http;
        String base = url.toString();
        this.endpoint = URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + PATH);
        this.tokenFile = tokenFile;
    }

    @Override
    public JsonNode evaluations(ObjectNode question) throws Unavailable {
        OutboundRequest plain =
                OutboundRequest.post(endpoint, JSON, question.toString()).accept(JSON);
        OutboundRequest request = tokenFile == null
                ? plain
                : plain.header("Authorization", "Bearer " + token(tokenFile).reveal());
        return switch (http.send(request)) {
            case OutboundResponse response -> json(response);
            case OutboundOutcome.Refused refused ->
                throw new Unavailable("it may not be contacted: " + refused.reason());
            case OutboundOutcome.Failed failed -> throw new Unavailable("it does not answer: " + failed.reason());
        };
    }

    private static JsonNode json(OutboundResponse response) throws Unavailable {
        if (response.status() != 200) {
            throw new Unavailable("it answered " + response.status());
        }
        try {
            return StrictJson.parseObject(response.body(), MAX_ANSWER);
        } catch (JsonInputException malformed) {
            throw new Unavailable("it answered no JSON object");
        }
    }

    private static Secret token(Path file) throws Unavailable {
        try {
            return Secret.of(Files.readString(file).strip());
        } catch (IOException | IllegalArgumentException unusable) {
            throw new Unavailable("the file with its token cannot be used");
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.peer.OutboundCalls.Body;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Calls to other nodes with an access token that the node's wallet gets from their authorization server for each call, and with a
 * proof of possession (RFC 9449) when the token is bound. Never throws.
 */
public final class AuthorizedCalls {

    private final JsonCalls auth;
    private final OutboundCalls outbound;

    /** Over calls to the auth-service and to other nodes. */
    public AuthorizedCalls(JsonCalls auth, OutboundCalls outbound) {
        this.auth = auth;
        this.outbound = outbound;
    }

    /**
     * What the token is for.
     *
     * @param subject the subject of this node that calls
     * @param issuer the authorization server of the other side
     */
    public record Access(String subject, String issuer, String scope) {}

    /** A request. */
    public record Call(
            String method,
            String url,
            Map<String, String> headers,
            @Nullable Body body) {

        public Call {
            headers = Map.copyOf(headers);
        }

        /** Without headers and body. */
        public static Call empty(String method, String url) {
            return new Call(method, url, Map.of(), null);
        }
    }

    /** Gets a token, makes a proof, and calls. */
    public Outcome send(Access access, Call call) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("authorization_server", access.issuer())
                .put("scope", access.scope())
                .put("token_type", "DPoP");
        String path = "/internal/auth/v2/" + access.subject() + "/request-service-access-token";
        return switch (auth.post(path, request)) {
            case JsonCalls.Answer.Ok ok -> send(ok.body(), call);
            case JsonCalls.Answer.Refused refused ->
                new Outcome.Failed("No access token from the other side: status " + refused.status() + ".");
            case JsonCalls.Answer.Unreachable _ -> new Outcome.Failed("The wallet cannot be reached.");
        };
    }

    private Outcome send(JsonNode token, Call call) {
        String accessToken = token.path("access_token").asText("");
        Map<String, String> headers = new HashMap<>(call.headers());
        if (token.path("token_type").asText("").equalsIgnoreCase("DPoP")) {
            ObjectNode request = JsonNodeFactory.instance.objectNode();
            request.put("htm", call.method()).put("htu", call.url()).put("token", accessToken);
            String keyId = URLEncoder.encode(token.path("dpop_kid").asText(""), StandardCharsets.UTF_8);
            if (!(auth.post("/internal/auth/v2/dpop/" + keyId, request) instanceof JsonCalls.Answer.Ok proof)) {
                return new Outcome.Failed("The wallet made no proof.");
            }
            headers.put("Authorization", "DPoP " + accessToken);
            headers.put("DPoP", proof.body().path("dpop").asText(""));
        } else {
            headers.put("Authorization", "Bearer " + accessToken);
        }
        JsonCalls.Answer answer = call.body() == null && call.method().equals("POST")
                ? outbound.postEmpty(call.url(), headers)
                : outbound.exchange(call.method(), call.url(), headers, call.body());
        return switch (answer) {
            case JsonCalls.Answer.Ok ok -> new Outcome.Ok(ok.body());
            case JsonCalls.Answer.Refused refused -> new Outcome.Refused(refused.status());
            case JsonCalls.Answer.Unreachable _ -> new Outcome.Failed("The other side cannot be reached.");
        };
    }

    /** What came of a call. */
    @CheckReturnValue
    public sealed interface Outcome {

        /** 2xx with this JSON; a null node where there was none. */
        record Ok(JsonNode body) implements Outcome {}

        /** The other side answered another status. */
        record Refused(int status) implements Outcome {}

        /** It was not asked, or gave no answer that can be read; the text says what lacked, without anything it wrote. */
        record Failed(String what) implements Outcome {}
    }
}

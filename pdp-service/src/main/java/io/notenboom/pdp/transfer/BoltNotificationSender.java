// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.transfer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.pdp.peer.JsonCalls;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.pdp.receiver.Receiver;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The notification of the bolt: an empty POST to {@code {notification endpoint}/{Task id}} with a DPoP token that the node's
 * wallet gets from the receiver's authorization server.
 */
public final class BoltNotificationSender implements NotificationSender {

    private final JsonCalls auth;
    private final OutboundCalls outbound;
    private final String scope;

    /**
     * Over calls to the auth-service and to other nodes.
     *
     * @param scope the scope that opens notification endpoints, by the profile in force
     */
    public BoltNotificationSender(JsonCalls auth, OutboundCalls outbound, String scope) {
        this.auth = auth;
        this.outbound = outbound;
        this.scope = scope;
    }

    @Override
    public Delivery send(String subject, Receiver receiver, String taskId) {
        if (receiver.issuer() == null || receiver.notification() == null) {
            return new Delivery.Failed("The receiver has no notification endpoint.");
        }
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("authorization_server", receiver.issuer())
                .put("scope", scope)
                .put("token_type", "DPoP");
        String path = "/internal/auth/v2/" + subject + "/request-service-access-token";
        return switch (auth.post(path, request)) {
            case JsonCalls.Answer.Ok ok -> post(ok.body(), receiver.notification() + "/" + taskId);
            case JsonCalls.Answer.Refused refused ->
                new Delivery.Failed("No access token for the receiver: status " + refused.status() + ".");
            case JsonCalls.Answer.Unreachable unreachable -> new Delivery.Failed("The wallet cannot be reached.");
        };
    }

    private Delivery post(JsonNode token, String url) {
        String accessToken = token.path("access_token").asText("");
        Map<String, String> headers = new LinkedHashMap<>();
        if (token.path("token_type").asText("").equalsIgnoreCase("DPoP")) {
            ObjectNode request = JsonNodeFactory.instance.objectNode();
            request.put("htm", "POST").put("htu", url).put("token", accessToken);
            String keyId = URLEncoder.encode(token.path("dpop_kid").asText(""), StandardCharsets.UTF_8);
            if (!(auth.post("/internal/auth/v2/dpop/" + keyId, request) instanceof JsonCalls.Answer.Ok proof)) {
                return new Delivery.Failed("The wallet made no proof.");
            }
            headers.put("Authorization", "DPoP " + accessToken);
            headers.put("DPoP", proof.body().path("dpop").asText(""));
        } else {
            headers.put("Authorization", "Bearer " + accessToken);
        }
        return switch (outbound.postEmpty(url, headers)) {
            case JsonCalls.Answer.Ok ok -> new Delivery.Delivered();
            case JsonCalls.Answer.Refused refused ->
                new Delivery.Failed("The receiver answered status " + refused.status() + ".");
            case JsonCalls.Answer.Unreachable unreachable -> new Delivery.Failed("The receiver cannot be reached.");
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer.http;

import com.fasterxml.jackson.databind.node.NullNode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundOutcome;
import io.notenboom.kit.outbound.OutboundRequest;
import io.notenboom.kit.outbound.OutboundResponse;
import io.notenboom.pdp.peer.JsonCalls.Answer;
import io.notenboom.pdp.peer.OutboundCalls;
import io.notenboom.trust.json.CanonicalJson;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls to hosts of others through the kit's guarded client, which checks the address and sets the limits. */
public final class GuardedOutboundCalls implements OutboundCalls {

    private static final int MAX_ANSWER = 1_000_000;

    private final GuardedHttpClient client;

    /** Over the guarded client of the node. */
    public GuardedOutboundCalls(GuardedHttpClient client) {
        this.client = client;
    }

    @Override
    public Answer getJson(String url) {
        return send(() -> OutboundRequest.get(URI.create(url)).accept("application/json"), GuardedOutboundCalls::json);
    }

    @Override
    public Answer postEmpty(String url, Map<String, String> headers) {
        return send(
                () -> with(headers, OutboundRequest.post(URI.create(url))),
                response -> new Answer.Ok(NullNode.getInstance()));
    }

    @Override
    public Answer exchange(String method, String url, Map<String, String> headers, @Nullable Body body) {
        return send(
                () -> with(headers, request(method, URI.create(url), body)),
                response -> response.body().length == 0 ? new Answer.Ok(NullNode.getInstance()) : json(response));
    }

    private static OutboundRequest request(String method, URI url, @Nullable Body body) {
        if (body != null) {
            byte[] content = CanonicalJson.bytes(body.content());
            return OutboundRequest.withBody(method, url, body.contentType(), content);
        }
        return switch (method) {
            case "GET" -> OutboundRequest.get(url);
            case "POST" -> OutboundRequest.post(url);
            default -> throw new IllegalArgumentException("a request of this method has a body");
        };
    }

    private static OutboundRequest with(Map<String, String> headers, OutboundRequest request) {
        OutboundRequest complete = request;
        for (Map.Entry<String, String> header : headers.entrySet()) {
            complete = complete.header(header.getKey(), header.getValue());
        }
        return complete;
    }

    private Answer send(Supplier<OutboundRequest> request, Function<OutboundResponse, Answer> success) {
        OutboundRequest made;
        try {
            made = request.get();
        } catch (IllegalArgumentException malformed) {
            return new Answer.Unreachable();
        }
        return switch (client.send(made)) {
            case OutboundResponse response when response.successful() -> success.apply(response);
            case OutboundResponse response -> new Answer.Refused(response.status());
            case OutboundOutcome.Refused forbidden -> new Answer.Unreachable();
            case OutboundOutcome.Failed failed -> new Answer.Unreachable();
        };
    }

    private static Answer json(OutboundResponse response) {
        try {
            return new Answer.Ok(StrictJson.parse(response.body(), MAX_ANSWER));
        } catch (JsonInputException unreadable) {
            return new Answer.Unreachable();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.peer.http;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.kit.peerservice.PeerServiceClient;
import io.notenboom.kit.peerservice.PeerServiceRefusedException;
import io.notenboom.kit.peerservice.PeerServiceUnavailableException;
import io.notenboom.pdp.peer.JsonCalls;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Calls to another service of this node through the kit's client, which sets the limits. */
public final class PeerServiceCalls implements JsonCalls {

    private final Optional<PeerServiceClient> service;

    /** To a service; without one nothing can be reached. */
    public PeerServiceCalls(Optional<PeerServiceClient> service) {
        this.service = service;
    }

    @Override
    public Answer get(String path) {
        return call(client -> client.get(path, JsonNode.class));
    }

    @Override
    public Answer post(String path, JsonNode body) {
        return call(client -> client.post(path, body, JsonNode.class));
    }

    @Override
    public Answer postForm(String path, Map<String, String> form) {
        return call(client -> client.postForm(path, form, JsonNode.class));
    }

    private Answer call(Function<PeerServiceClient, JsonNode> call) {
        if (service.isEmpty()) {
            return new Answer.Unreachable();
        }
        try {
            return new Answer.Ok(call.apply(service.get()));
        } catch (PeerServiceRefusedException refused) {
            return new Answer.Refused(refused.status());
        } catch (PeerServiceUnavailableException | IllegalArgumentException unreachable) {
            // a path that makes no URL reaches nothing either
            return new Answer.Unreachable();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import io.notenboom.kit.outbound.OutboundRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What a node in memory sent to another host.
 *
 * @param method method
 * @param url where
 * @param body body as text
 * @param proofs values of the header {@code DPoP}
 */
public record SentRequest(String method, URI url, String body, List<String> proofs) {

    /** Copies the list. */
    public SentRequest {
        proofs = List.copyOf(proofs);
    }

    static SentRequest of(OutboundRequest request, URI url) {
        return new SentRequest(
                request.method(),
                url,
                new String(request.body(), StandardCharsets.UTF_8),
                RouteRequest.of(request).header("DPoP"));
    }
}

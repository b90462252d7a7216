// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.store.authzen;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.kit.peerservice.PeerServiceClient;
import io.notenboom.kit.peerservice.PeerServiceException;
import java.util.Optional;

/** The pdp-service of this node. */
public final class PeerDecisionPoint implements DecisionPoint {

    private final PeerServiceClient pdp;

    /** @param pdp with a token that has {@code pdp:decide} */
    public PeerDecisionPoint(PeerServiceClient pdp) {
        this.pdp = pdp;
    }

    @Override
    public JsonNode evaluations(ObjectNode question) throws Unavailable {
        try {
            return pdp.post(HttpDecisionPoint.PATH, question, JsonNode.class);
        } catch (PeerServiceException failed) {
            throw new Unavailable(Optional.ofNullable(failed.getMessage()).orElse("the pdp-service failed"));
        }
    }
}

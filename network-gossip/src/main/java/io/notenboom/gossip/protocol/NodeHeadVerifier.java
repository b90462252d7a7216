// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.JwsVerifier;
import io.notenboom.trust.jose.MalformedJwsException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.json.JsonInputException;
import io.notenboom.trust.json.StrictJson;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** Reads a peer's head after verifying that the peer's own key signed it, for this network. */
public final class NodeHeadVerifier {

    private static final Set<SignatureAlgorithm> ALGORITHMS =
            Set.of(SignatureAlgorithm.ES256, SignatureAlgorithm.ES384);

    private final Digest network;

    /** @param network identifier of this network */
    public NodeHeadVerifier(Digest network) {
        this.network = network;
    }

    /**
     * Verifies a head.
     *
     * @param head the head as received
     * @param peerKey public key of the certificate that the peer showed on this connection
     * @throws MalformedMessageException if it is malformed, signed by another key or of another network
     */
    public NodeHead verify(SignedNodeHead head, PublicKey peerKey) {
        try {
            CompactJws jws = CompactJws.parse(head.compact(), GossipLimits.MAX_HEAD_CHARACTERS);
            if (!jws.headerText("typ").equals(Optional.of(NodeHeadSigner.TYPE))) {
                throw new MalformedMessageException("a node head has typ " + NodeHeadSigner.TYPE);
            }
            NodeHead read = read(JwsVerifier.verify(jws, peerKey, ALGORITHMS).payload());
            if (!read.net().equals(network)) {
                throw new MalformedMessageException("the node head is of another network");
            }
            return read;
        } catch (MalformedJwsException | InvalidSignatureException | JsonInputException | IllegalArgumentException e) {
            throw new MalformedMessageException("the node head is malformed or not signed by the peer's node key");
        }
    }

    private static NodeHead read(byte[] payload) {
        ObjectNode json = StrictJson.parseObject(payload, GossipLimits.MAX_HEAD_CHARACTERS);
        return new NodeHead(
                Json.text(json, "node"),
                Json.digest(json, "net"),
                Instant.ofEpochSecond(Json.number(json, "time")),
                Json.number(json, "logSize"),
                Json.digest(json, "logRoot"),
                Json.digest(json, "headsRoot"),
                Json.number(json, "streams"),
                Json.number(json, "events"),
                Json.text(json, "epoch"));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.gossip.protocol;

import io.notenboom.trust.jose.Jws;
import io.notenboom.trust.jose.JwsSigner;
import java.util.LinkedHashMap;
import java.util.Map;

/** Signs this node's head with its node identity key. Safe for many threads if the signer is. */
public final class NodeHeadSigner {

    /** Value of {@code typ}. */
    static final String TYPE = "nuts-node-head+jose";

    private final JwsSigner signer;

    /** @param signer signs with the node identity key, of which peers see the certificate in the TLS handshake */
    public NodeHeadSigner(JwsSigner signer) {
        this.signer = signer;
    }

    /** Signs a head. */
    public SignedNodeHead sign(NodeHead head) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("node", head.node());
        claims.put("net", head.net().value());
        claims.put("time", head.time().getEpochSecond());
        claims.put("logSize", head.logSize());
        claims.put("logRoot", head.logRoot().value());
        claims.put("headsRoot", head.headsRoot().value());
        claims.put("streams", head.streams());
        claims.put("events", head.events());
        claims.put("epoch", head.epoch());
        return new SignedNodeHead(Jws.signJson(Map.of("typ", TYPE), claims, signer));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.custody.tls.CustodianKeyManager;
import io.notenboom.gossip.protocol.NodeHeadVerifier;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.trust.key.KeyPurpose;
import java.security.GeneralSecurityException;
import java.time.Duration;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/**
 * Connects to peers with this node's identity certificate, whose key is at the custodian.
 *
 * @param custodian has the key
 * @param rules who may be a peer
 * @param timeout for each call
 */
public record PeerTransport(KeyCustodian custodian, PeerRules rules, Duration timeout) {

    /** A connection that shows this certificate; to be closed. */
    public HttpPeerConnection connect(OwnCertificate identity) {
        CustodianKeyManager key =
                CustodianKeyManager.of(custodian, identity.key(), KeyPurpose.NODE_IDENTITY, identity.chain());
        return new HttpPeerConnection(() -> tls(key), rules.hosts(), new NodeHeadVerifier(rules.network()), timeout);
    }

    private SSLContext tls(CustodianKeyManager key) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {key}, new TrustManager[] {rules.trust()}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("TLS is not available in this Java", e);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.registry.gossip.AcceptedPeers;
import io.notenboom.registry.gossip.VertxConnection;
import io.notenboom.trust.x509.Fingerprints;
import io.vertx.core.http.HttpConnection;
import jakarta.inject.Singleton;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;

/** Notes every connection on the peer listener when its TLS handshake is done, before the first call on it. */
@Singleton
public class PeerConnections {

    private final AcceptedPeers accepted;
    private final PeerTrustManager trust;

    PeerConnections(AcceptedPeers accepted, PeerTrustManager trust) {
        this.accepted = accepted;
        this.trust = trust;
    }

    /** A connection was made; one without a node's certificate ends at once. */
    void opened(HttpConnection connection) {
        try {
            List<X509Certificate> shown = connection.peerCertificates().stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            List<X509Certificate> chain = trust.requireNode(shown).certificates();
            VertxConnection made = new VertxConnection(connection);
            connection.closeHandler(ended -> accepted.closed(made));
            accepted.opened(made, Fingerprints.x5tS256(chain.getLast()), shown);
        } catch (CertificateException | SSLPeerUnverifiedException notANode) {
            var unused = connection.close();
        }
    }
}

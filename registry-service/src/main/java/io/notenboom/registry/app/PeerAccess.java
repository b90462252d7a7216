// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.registry.app.revocation.PeerRevocations;
import io.notenboom.registry.gossip.AcceptedPeers;
import io.notenboom.registry.gossip.DenylistFile;
import io.notenboom.registry.gossip.RegistryGossip;
import io.notenboom.registry.gossip.VertxConnection;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.trust.x509.Fingerprints;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.vertx.core.http.HttpConnection;
import jakarta.inject.Singleton;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jboss.logging.Logger;

/**
 * Notes the connections on the peer listener and judges them again: their certificates may have been revoked or denied since, or have ended. Every two seconds,
 * so that whoever is refused by now is gone within seconds; connections of others stay.
 */
@Singleton
public class PeerAccess {

    private static final Logger LOG = Logger.getLogger(PeerAccess.class);
    private static final int RUNS_BETWEEN = 15;

    private final PeerTrustManager trust;
    private final AcceptedPeers accepted;
    private final DenylistFile denylist;
    private final RegistryGossip gossip;
    private final RegistryProjection projection;
    private final PeerRevocations revocations;
    private List<Object> judgedBy = List.of();
    private int runs;

    PeerAccess(
            PeerTrustManager trust,
            AcceptedPeers accepted,
            DenylistFile denylist,
            RegistryGossip gossip,
            RegistryProjection projection,
            PeerRevocations revocations) {
        this.trust = trust;
        this.accepted = accepted;
        this.denylist = denylist;
        this.gossip = gossip;
        this.projection = projection;
        this.revocations = revocations;
    }

    /** A connection was made on the peer listener, before the first call on it; one without a node's certificate ends at once. */
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

    /** Closes what is over the limits, and what is refused by now, on both sides: after a change, and every half minute for what ended. */
    @Scheduled(every = "2s", delayed = "2s", identity = "peer-access", concurrentExecution = ConcurrentExecution.SKIP)
    void recheck() {
        accepted.closeRefused();
        if (denylist.reload()) {
            LOG.info("the denylist of peers changed");
        }
        List<Object> judges = List.of(denylist.denied(), projection.revocations(), revocations.standing());
        if (judges.equals(judgedBy) && ++runs % RUNS_BETWEEN != 0) {
            return;
        }
        judgedBy = judges;
        int closed = accepted.closeIf(this::refused);
        if (closed > 0) {
            LOG.warnf("closed %d connections of peers whose certificates are refused now", closed);
        }
        gossip.recheck();
    }

    private boolean refused(List<X509Certificate> chain) {
        try {
            var unused = trust.requireNode(chain);
            return false;
        } catch (CertificateException refused) {
            return true;
        }
    }
}

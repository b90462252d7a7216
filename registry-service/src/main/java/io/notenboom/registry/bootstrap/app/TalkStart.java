// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.bootstrap.app;

import io.notenboom.custody.KeyCustodian;
import io.notenboom.gossip.peer.KnownPeer;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.registry.bootstrap.LogSource;
import io.notenboom.registry.bootstrap.PageBootstrap;
import io.notenboom.registry.enrolment.NodeIdentityReady;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.gossip.KnownNodes;
import io.notenboom.registry.gossip.PeerLogFiles;
import io.notenboom.registry.gossip.PeerRules;
import io.notenboom.registry.gossip.PeerTransport;
import io.notenboom.registry.gossip.RegistryGossip;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Talks with peers when this node has its identity certificate: once in a run it first looks whether they have a long history
 * that it lacks, and fetches that from their logs; then gossip begins, whatever came of it.
 */
@Singleton
public class TalkStart {

    private static final Logger LOG = Logger.getLogger(TalkStart.class);

    private final PageBootstrap bootstrap;
    private final RegistryGossip gossip;
    private final KnownNodes nodes;
    private final PeerTransport transport;
    private @Nullable OwnCertificate identity;
    private @Nullable Thread fetching;
    private boolean fetched;

    TalkStart(
            PageBootstrap bootstrap, RegistryGossip gossip, KnownNodes nodes, KeyCustodian custodian, PeerRules rules) {
        this.bootstrap = bootstrap;
        this.gossip = gossip;
        this.nodes = nodes;
        this.transport =
                new PeerTransport(custodian, rules, GossipSettings.standard().timeout());
    }

    synchronized void talk(@Observes NodeIdentityReady ready) {
        OwnCertificate own = ready.identity();
        identity = own;
        List<KnownPeer> peers = nodes.peers().all();
        if (fetched || peers.isEmpty()) {
            fetched = true;
            gossip.open(own);
        } else if (fetching == null) {
            fetching = Thread.ofVirtual().name("registry-bootstrap").start(() -> fetch(own));
        }
    }

    private void fetch(OwnCertificate own) {
        try (HttpPeerConnection connection = transport.connect(own)) {
            var unused = bootstrap.run(sources(connection));
        } catch (InterruptedException e) {
            return;
        } catch (RuntimeException e) {
            LOG.error("history could not be fetched from the logs of peers; gossip fetches it stream by stream", e);
        }
        begin();
    }

    private synchronized void begin() {
        fetched = true;
        fetching = null;
        OwnCertificate latest = identity;
        if (latest != null) {
            gossip.open(latest);
        }
    }

    /** Peers that the operator chose come first, the others in no order. */
    List<LogSource> sources(HttpPeerConnection connection) {
        List<KnownPeer> others = new ArrayList<>(nodes.peers().all());
        List<KnownPeer> chosen = nodes.peers().bootstrap();
        others.removeAll(chosen);
        Collections.shuffle(others);
        return Stream.concat(chosen.stream(), others.stream())
                .map(peer -> new LogSource(
                        peer.address().value(), new PeerLogFiles(connection, peer), what -> struck(peer, what)))
                .toList();
    }

    private void struck(KnownPeer peer, String what) {
        LOG.warnf("the log of %s: %s", peer.address().value(), what);
        gossip.strike(peer.address());
    }

    /** Who fetches history now. */
    synchronized Optional<Thread> fetching() {
        return Optional.ofNullable(fetching);
    }

    synchronized void stop(@Observes ShutdownEvent event) {
        Thread running = fetching;
        if (running != null) {
            running.interrupt();
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.custody.tls.CustodianKeyManager;
import io.notenboom.gossip.node.Pace;
import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.gossip.protocol.Digest;
import io.notenboom.gossip.reconcile.GossipSettings;
import io.notenboom.gossip.transport.HttpPeerConnection;
import io.notenboom.gossip.transport.PeerHosts;
import io.notenboom.gossip.transport.PeerTrustManager;
import io.notenboom.registry.bootstrap.BootstrapSettings;
import io.notenboom.registry.bootstrap.BootstrapStatus;
import io.notenboom.registry.bootstrap.LogSource;
import io.notenboom.registry.bootstrap.PageBootstrap;
import io.notenboom.registry.endpointtype.EndpointTypesFormat;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.EventCodec;
import io.notenboom.registry.event.MalformedEventException;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.gossip.ClaimedEvents;
import io.notenboom.registry.gossip.GossipFiles;
import io.notenboom.registry.gossip.GossipedHeads;
import io.notenboom.registry.gossip.KnownNodes;
import io.notenboom.registry.gossip.PeerLogFiles;
import io.notenboom.registry.gossip.PeerRules;
import io.notenboom.registry.gossip.PeerTransport;
import io.notenboom.registry.gossip.RegistryGossip;
import io.notenboom.registry.gossip.RegistryLog;
import io.notenboom.registry.ingest.Commits;
import io.notenboom.registry.ingest.IngestEvents;
import io.notenboom.registry.log.EventLog;
import io.notenboom.registry.projection.RegistryProjection;
import io.notenboom.registry.search.IndexedOrganisations;
import io.notenboom.registry.search.lucene.LuceneIndexes;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.registry.verify.EventVerifier;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.CertificateRequests;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.SubjectName;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;

/** The log, search and gossip of another node, with keys of its own and no listener: it calls, nobody calls it. */
final class SecondNode implements AutoCloseable {

    private static final SubjectName CA = SubjectName.ofVendor("Leverancier B", "Node CA", "22222222");

    private final InstantSource clock = InstantSource.system();
    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);
    private final KeyId caKey = custodian.create(KeyPurpose.NODE_CA);
    private final EventLog log;
    private final X509Certificate root;
    private final IngestEvents ingest;
    private final NetworkId network;
    private final KnownNodes nodes;
    private final PeerRules rules;
    final RegistryGossip gossip;
    final GossipedHeads heads;
    final IndexedOrganisations search;

    SecondNode(Path folder, X509Certificate root, String network, String bootstrap) {
        this.root = root;
        FileStores stores = new FileStores(folder);
        this.log = stores.eventLog(SecondNode::read);
        RegistryProjection projection = new RegistryProjection(root, EndpointTypesFormat.defaultTable());
        Commits commits = new Commits(log, stores.forkEvidence(), projection);
        this.network = NetworkId.of(root.getPublicKey(), network);
        NetworkId id = this.network;
        this.ingest = new IngestEvents(new EventVerifier(id, root), clock, commits);
        GossipFiles files = new GossipFiles(folder);
        this.nodes = new KnownNodes(
                projection,
                () -> Stream.concat(Stream.of(PeerAddress.parse(bootstrap)), files.added().stream())
                        .toList(),
                Optional::empty);
        this.rules = new PeerRules(
                new Digest(id.value()),
                new PeerTrustManager(root, clock, certificate -> false),
                PeerHosts.development(InetAddress::isLoopbackAddress));
        this.gossip = new RegistryGossip(
                new RegistryLog(log, ingest, ingest, files.epoch()),
                nodes,
                files,
                custodian,
                rules,
                new Pace(GossipSettings.standard(), clock, new Random(1)));
        this.heads = new GossipedHeads(
                gossip,
                nodes,
                new ClaimedEvents(
                        new RegistryLog(log, ingest, ingest, files.epoch()), ingest, new EventVerifier(id, root)),
                Duration.ofMillis(1));
        this.search = new IndexedOrganisations(LuceneIndexes.inMemory(), projection, clock);
        commits.listen(search);
        commits.listen(gossip);
        ingest.start();
        search.start();
    }

    private static UnverifiedEvent read(String compact) {
        try {
            return EventCodec.decode(compact);
        } catch (MalformedEventException e) {
            throw new IllegalArgumentException(e);
        }
    }

    X509Certificate root() {
        return root;
    }

    String csr() {
        return CertificateRequests.create(
                CA, custodian.publicKey(caKey), CustodianSigner.of(custodian, caKey, KeyPurpose.NODE_CA));
    }

    /** The identity certificate that the node issues to itself once it has its node CA. */
    OwnCertificate identity(String caPem) {
        X509Certificate ca = Pem.readFirstCertificate(caPem);
        KeyId key = custodian.create(KeyPurpose.NODE_IDENTITY);
        X509Certificate certificate = CertificateIssuer.of(ca, CustodianSigner.of(custodian, caKey, KeyPurpose.NODE_CA))
                .nodeIdentity(
                        SubjectName.ofVendor("Leverancier B", "Node", "22222222"),
                        custodian.publicKey(key),
                        List.of("localhost"),
                        clock.instant());
        return new OwnCertificate(key, List.of(certificate, ca));
    }

    /** Fetches history from the logs of its peers, however little it lacks. */
    BootstrapStatus bootstrap(OwnCertificate identity) throws InterruptedException {
        BootstrapSettings settings = new BootstrapSettings(
                0, 4, Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMillis(10), 10_000, 0);
        try (HttpPeerConnection connection =
                new PeerTransport(custodian, rules, Duration.ofSeconds(10)).connect(identity)) {
            return new PageBootstrap(log, ingest, ingest, network, settings)
                    .run(nodes.peers().all().stream()
                            .map(peer -> new LogSource(
                                    peer.address().value(),
                                    new PeerLogFiles(connection, peer),
                                    what -> gossip.strike(peer.address())))
                            .toList());
        }
    }

    /** TLS with a certificate of this node. */
    SSLContext tls(OwnCertificate identity) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(
                new KeyManager[] {
                    CustodianKeyManager.of(custodian, identity.key(), KeyPurpose.NODE_IDENTITY, identity.chain())
                },
                new TrustManager[] {new PeerTrustManager(root, clock, certificate -> false)},
                null);
        return context;
    }

    /** A certificate of a Foundation that nobody knows. */
    OwnCertificate strangeIdentity() {
        KeyId rootKey = custodian.create(KeyPurpose.NODE_CA);
        X509Certificate root = CertificateIssuer.foundation(
                "strange",
                custodian.publicKey(rootKey),
                CustodianSigner.of(custodian, rootKey, KeyPurpose.NODE_CA),
                clock.instant());
        X509Certificate ca = CertificateIssuer.of(root, CustodianSigner.of(custodian, rootKey, KeyPurpose.NODE_CA))
                .certificateAuthority(CA, custodian.publicKey(caKey), clock.instant());
        return identity(Pem.write(ca));
    }

    @Override
    public void close() {
        gossip.close();
        log.close();
    }
}

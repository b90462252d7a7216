// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.app;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.gossip.peer.PeerAddress;
import io.notenboom.kit.customer.NodeConfig;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.revocation.Denylists;
import io.notenboom.kit.revocation.RevocationLists;
import io.notenboom.registry.app.revocation.PeerRevocations;
import io.notenboom.registry.audit.AuditInput;
import io.notenboom.registry.audit.AuditReport;
import io.notenboom.registry.audit.LogAudit;
import io.notenboom.registry.audit.WebFiles;
import io.notenboom.registry.bootstrap.BootstrapStatus;
import io.notenboom.registry.enrolment.OwnCertificate;
import io.notenboom.registry.event.EventId;
import io.notenboom.registry.gossip.AcceptedPeers;
import io.notenboom.registry.gossip.DenylistFile;
import io.notenboom.registry.peer.ConvergenceView;
import io.notenboom.registry.peer.DeniedCertificate;
import io.notenboom.registry.peer.OwnStreamHeads;
import io.notenboom.registry.peer.PeerRemoval;
import io.notenboom.registry.peer.PeerView;
import io.notenboom.registry.revocation.RevocationRule;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second node gossips with the service over real mTLS, each with the key of its certificate in its custodian. */
@QuarkusTest
@QuarkusTestResource(RegistryNodeResource.class)
class GossipOverTlsTest {

    @Inject
    NodeConfig config;

    @Inject
    DenylistFile denylist;

    @Inject
    AcceptedPeers accepted;

    @Inject
    GuardedHttpClient http;

    @Inject
    Denylists denylists;

    @TempDir
    Path folder;

    private SecondNode second() {
        JsonPath foundation = admin().get("/enrolment/v1/foundation")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        X509Certificate root = Pem.readFirstCertificate(foundation.getString("root"));
        String address = "https://localhost:" + config.listener().peer().port().orElseThrow();
        return new SecondNode(folder, root, foundation.getString("network"), address);
    }

    @Test
    void aNodeOfTheFoundationGetsAllEvents() {
        try (SecondNode node = second()) {
            node.gossip.open(node.identity(nodeCa(node)));
            await(() -> equal(node.gossip.convergence()));
            JsonPath here = admin().get("/registry/v1/convergence")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            assertThat(node.gossip.convergence().headsRoot()).isEqualTo(here.getString("headsRoot"));
            assertThat(node.gossip.convergence().events()).isPositive();
        }
    }

    /** The pages of a peer's log, over the same connections as gossip, are the same history. */
    @Test
    void aNodeFetchesTheHistoryFromTheLogOfAPeer() throws InterruptedException {
        try (SecondNode node = second()) {
            OwnCertificate own = node.identity(nodeCa(node));
            await(() -> fetched(node, own).counts().accepted() > 0);
            BootstrapStatus again = fetched(node, own);
            assertThat(again.counts().refused()).isEmpty();
            node.gossip.open(own);
            await(() -> equal(node.gossip.convergence()));
            assertThat(node.gossip.peers()).allMatch(peer -> peer.strikes() == 0);
        }
        try (SecondNode stranger = second()) {
            assertThat(stranger.bootstrap(stranger.strangeIdentity()).state())
                    .isEqualTo(BootstrapStatus.State.NOT_NEEDED);
        }
    }

    private static BootstrapStatus fetched(SecondNode node, OwnCertificate own) {
        try {
            return node.bootstrap(own);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aPeerWhoseLogBrokeItsWordIsStruckAlsoBeforeGossipBegins() {
        try (SecondNode node = second()) {
            PeerAddress peer = PeerAddress.parse(node.gossip.peers().getFirst().address());
            node.gossip.strike(peer);
            node.gossip.open(node.identity(nodeCa(node)));
            await(() -> node.gossip.peers().getFirst().strikes() == 1);
            node.gossip.strike(peer);
            node.gossip.strike(peer);
            await(() -> node.gossip.peers().getFirst().bannedUntil() != null);
        }
    }

    /** What peers get of the log is a log that can be verified from outside. */
    @Test
    void aNodeOfTheFoundationVerifiesTheLog() throws Exception {
        try (SecondNode node = second();
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(node.tls(node.identity(nodeCa(node))))
                        .build()) {
            URI log = URI.create(
                    "https://localhost:" + config.listener().peer().port().orElseThrow() + "/log/v1");
            WebFiles files = new WebFiles(client, log, Duration.ofSeconds(10));
            await(() -> read(files, "checkpoint").isPresent());
            X509Certificate root =
                    Pem.readFirstCertificate(Files.readString(config.dataDir().resolve("root.pem")));
            AuditReport report = new LogAudit(files, new AuditInput(root, null, null, null), (done, all) -> {}).run();
            assertThat(report.checkpoint().head().size()).isPositive();
            assertThat(read(files, "tile/0/999")).isEmpty();
            assertThat(read(files, "tile/0/..%2F..%2Fcheckpoint")).isEmpty();
        }
        try (SecondNode node = second();
                HttpClient client = HttpClient.newBuilder()
                        .sslContext(node.tls(node.strangeIdentity()))
                        .build()) {
            URI log = URI.create(
                    "https://localhost:" + config.listener().peer().port().orElseThrow() + "/log/v1");
            assertThatThrownBy(() -> new WebFiles(client, log, Duration.ofSeconds(10)).read("checkpoint"))
                    .isInstanceOf(IOException.class);
        }
    }

    private static Optional<byte[]> read(WebFiles files, String path) {
        try {
            return files.read(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNodeOfAnotherFoundationGetsNothing() {
        try (SecondNode node = second()) {
            node.gossip.open(node.strangeIdentity());
            await(() -> node.gossip.peers().stream().anyMatch(peer -> peer.lastFailure() != null));
            assertThat(node.gossip.convergence().events()).isZero();
            assertThat(node.gossip.peers()).singleElement().satisfies(peer -> {
                assertThat(peer.lastFailure()).isEqualTo("unreachable");
                assertThat(peer.lastSync()).isNull();
            });
        }
    }

    @Test
    void connectionsOfADeniedNodeAreClosedAndItComesBackWhenItIsPermitted() {
        try (SecondNode node = second()) {
            OwnCertificate own = node.identity(nodeCa(node));
            node.gossip.open(own);
            await(() -> equal(node.gossip.convergence()));
            assertThat(accepted.size()).isPositive();
            X509Certificate certificate = own.chain().getFirst();
            DeniedCertificate denied = new DeniedCertificate(
                    certificate.getIssuerX500Principal().getName(),
                    certificate.getSerialNumber().toString(),
                    Fingerprints.ofKey(certificate.getPublicKey()),
                    "test",
                    Instant.EPOCH);
            assertThat(denylist.deny(denied)).isTrue();
            await(() -> node.gossip.peers().stream().anyMatch(peer -> "unreachable".equals(peer.lastFailure())));
            await(() -> accepted.closeIf(chain -> chain.contains(certificate)) == 0);
            assertThat(denylist.permit(denied)).isTrue();
            await(() -> node.gossip.peers().stream().allMatch(peer -> peer.lastFailure() == null));
        }
    }

    @Test
    void aNodeWhoseCaIsOnTheRevocationListIsShutOut() {
        try (SecondNode node = second()) {
            String request = accepted(node);
            OwnCertificate own = node.identity(issued(request));
            node.gossip.open(own);
            await(() -> equal(node.gossip.convergence()));
            admin().body(Map.of("reason", "the vendor stopped"))
                    .post("/enrolment/v1/requests/" + request + "/revocation")
                    .then()
                    .statusCode(200);
            await(() -> node.gossip.peers().stream().anyMatch(peer -> "unreachable".equals(peer.lastFailure())));
            await(() -> accepted.closeIf(chain -> chain.contains(own.chain().getFirst())) == 0);
        }
    }

    /** What another node makes of the list that it fetches. */
    @Test
    void aNodeElsewhereKnowsWhoIsRevoked() {
        try (SecondNode node = second();
                RevocationLists lists = new RevocationLists(http, folder, InstantSource.system());
                PeerRevocations peers =
                        new PeerRevocations(node.root(), null, lists, denylists, InstantSource.system())) {
            String request = accepted(node);
            X509Certificate nodeCa = Pem.readFirstCertificate(issued(request));
            X509Certificate identity = node.identity(Pem.write(nodeCa)).certificate();
            admin().body(Map.of("reason", "the vendor stopped"))
                    .post("/enrolment/v1/requests/" + request + "/revocation")
                    .then()
                    .statusCode(200);
            assertThat(peers.test(nodeCa)).isFalse();
            peers.watch(
                    URI.create("http://127.0.0.1:" + RestAssured.port + "/pki/v1/foundation.crl"),
                    RevocationRule.REQUIRED);
            PeerRevocations.Standing before = peers.standing();
            lists.refresh();
            assertThat(peers.standing()).isNotEqualTo(before);
            assertThat(peers.test(nodeCa)).isTrue();
            assertThat(peers.test(identity)).isFalse();
        }
    }

    @Test
    void aWriterAsksItsPeersForItsStreamAndFetchesWhatItLacks() {
        try (SecondNode node = second()) {
            assertThat(node.heads.heldTheSame(Duration.ZERO)).isFalse();
            node.gossip.open(node.identity(nodeCa(node)));
            assertThat(node.heads.heldTheSame(Duration.ofSeconds(20))).isTrue();
            await(() -> equal(node.gossip.convergence()));
            EventId stream = new EventId(admin().get("/registry/v1/streams")
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath()
                    .getString("streams[0].sid"));
            OwnStreamHeads.Answer answer = node.heads.ask(stream);
            assertThat(answer.silent()).isEmpty();
            OwnStreamHeads.Told told = answer.farthest().orElseThrow();
            assertThat(told.sequence()).isNotNegative();
            assertThat(node.heads.show(stream, told)).isEqualTo(OwnStreamHeads.Shown.TAKEN_IN);
        }
    }

    @Test
    void aNodeThatDoesNotTalkYetKnowsItsPeersAsSilent() {
        try (SecondNode node = second()) {
            OwnStreamHeads.Answer answer = node.heads.ask(EventId.ofSigningInput("a.b"));
            assertThat(answer.anyKnown()).isTrue();
            assertThat(answer.told()).isEmpty();
            assertThat(answer.farthest()).isEmpty();
        }
    }

    @Test
    void onlyPeersThatWereAddedAreRemoved() {
        try (SecondNode node = second()) {
            String added = "https://localhost:9";
            assertThat(node.gossip.add(URI.create(added)).source()).isEqualTo(PeerView.Source.ADDED);
            assertThat(node.gossip.remove(added)).isEqualTo(new PeerRemoval.Removed());
            assertThat(node.gossip.peer(added)).isEmpty();
            assertThat(node.gossip.remove(added)).isEqualTo(new PeerRemoval.Unknown());
            String configured = node.gossip.peers().getFirst().address();
            assertThat(node.gossip.remove(configured)).isEqualTo(new PeerRemoval.Configured());
        }
    }

    static boolean equal(ConvergenceView view) {
        return view.events() > 0 && view.peers().stream().anyMatch(PeerView::equal);
    }

    static String nodeCa(SecondNode node) {
        return issued(accepted(node));
    }

    private static String accepted(SecondNode node) {
        String request = admin().body(
                        Map.of("kind", "node-ca", "csr", node.csr(), "name", "Leverancier B", "kvk", "22222222"))
                .post("/enrolment/v1/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        admin().body("{}")
                .post("/enrolment/v1/requests/" + request + "/acceptance")
                .then()
                .statusCode(200);
        return request;
    }

    /** What the Foundation issued, which it tells again to who accepts again. */
    private static String issued(String request) {
        return admin().body("{}")
                .post("/enrolment/v1/requests/" + request + "/acceptance")
                .then()
                .statusCode(200)
                .extract()
                .path("certificate");
    }

    static RequestSpecification admin() {
        return given().header("Authorization", "Bearer " + RegistryNodeResource.ADMIN)
                .contentType(ContentType.JSON);
    }

    static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("did not happen within 20 s").isLessThan(end);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }
}

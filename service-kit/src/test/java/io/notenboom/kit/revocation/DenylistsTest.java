// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.kit.revocation.Denylists.Verdict;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.http.RecordingServer;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.RevocationPolicy;
import io.notenboom.trust.x509.SubjectName;
import io.notenboom.trust.x509.denylist.Denylist;
import io.notenboom.trust.x509.denylist.DenylistEntry;
import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DenylistsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final Denylists.Settings SETTINGS =
            new Denylists.Settings(Duration.ofMinutes(5), Duration.ofHours(24));
    private static final Map<TrustDomain, RevocationPolicy> POLICIES = Map.of(
            TrustDomain.PEERS, RevocationPolicy.SOFT_FAIL,
            TrustDomain.CLIENTS, RevocationPolicy.SOFT_FAIL,
            TrustDomain.CREDENTIALS, RevocationPolicy.HARD_FAIL);

    private final SettableClock clock = new SettableClock(NOW);
    private final KeyPair key = key();
    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);
    private final KeyId ca = custodian.create(KeyPurpose.FOUNDATION_CA);
    private final JwsSigner issuer = CustodianSigner.of(custodian, ca, KeyPurpose.FOUNDATION_CA);
    private final X509Certificate root = CertificateIssuer.foundation("test", custodian.publicKey(ca), issuer, NOW);
    private final X509Certificate blocked = vendor("90000011");
    private final X509Certificate neighbour = vendor("90000012");
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    private RecordingServer server;
    private GuardedHttpClient http;
    private Denylists lists;

    private static KeyPair key() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private X509Certificate vendor(String kvk) {
        return CertificateIssuer.of(root, issuer)
                .certificateAuthority(
                        SubjectName.ofVendor("Vendor", "CA", kvk),
                        custodian.publicKey(custodian.create(KeyPurpose.VENDOR_CA)),
                        NOW);
    }

    @BeforeEach
    void open() {
        server = new RecordingServer(null, RecordingServer.answering(404, List.of(), ""));
        http = new GuardedHttpClient(
                vertx,
                NodeMode.DEV,
                OutboundTrust.of(Optional.empty()),
                List.of("127.0.0.1/32"),
                OutboundLimits.STANDARD);
        lists = following();
    }

    private Denylists following() {
        Denylists following = new Denylists(folder.resolve("kept"), clock, SETTINGS, POLICIES);
        following.watch("foundation", URI.create(server.url() + "/denylist.jws"), List.of(key.getPublic()), http);
        return following;
    }

    @AfterEach
    void close() {
        lists.close();
        http.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private String list(long number, X509Certificate... denied) {
        return Denylist.sign(
                Stream.of(denied)
                        .map(certificate -> DenylistEntry.of(certificate, "test"))
                        .toList(),
                number,
                clock.instant(),
                null,
                JwsSigner.inMemory(SignatureAlgorithm.EDDSA, key.getPrivate()));
    }

    private void publish(String text) {
        server.respondWith(RecordingServer.answering(200, List.of(), text));
        clock.advance(Duration.ofMinutes(5));
        lists.refresh();
    }

    private Verdict peer(X509Certificate certificate) {
        return lists.judge(certificate, TrustDomain.PEERS);
    }

    @Test
    void whoIsOnTheListIsDeniedEverywhereAndNobodyElse() {
        publish(list(1, blocked));
        for (TrustDomain domain : TrustDomain.values()) {
            assertThat(lists.judge(blocked, domain)).isEqualTo(Verdict.DENIED);
            assertThat(lists.judge(neighbour, domain)).isEqualTo(Verdict.PERMITTED);
        }
        publish(list(2));
        assertThat(peer(blocked)).isEqualTo(Verdict.PERMITTED);
    }

    @Test
    void withoutAListItDependsOnTheTrustDomain() {
        lists.refresh();
        assertThat(peer(neighbour)).isEqualTo(Verdict.PERMITTED);
        assertThat(lists.judge(neighbour, TrustDomain.CREDENTIALS)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anOlderListAndABadOneChangeNothing() {
        publish(list(5, blocked));
        publish(list(4));
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
        publish(list(6).replaceFirst("\\.[^.]*$", ".AAAA"));
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
        publish("<html>");
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
        publish(list(6));
        assertThat(peer(blocked)).isEqualTo(Verdict.PERMITTED);
    }

    @Test
    void aRestartForgetsNothing() {
        publish(list(5, blocked));
        lists.close();
        server.respondWith(RecordingServer.answering(500, List.of(), ""));
        lists = following();
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
        assertThat(lists.judge(neighbour, TrustDomain.CREDENTIALS)).isEqualTo(Verdict.PERMITTED);
        publish(list(4));
        assertThat(peer(blocked)).as("older than the one on disk").isEqualTo(Verdict.DENIED);
    }

    @Test
    void aListThatCannotBeKeptCountsAndIsKeptLater() throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("kept"));
        publish(list(5, blocked));
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
        assertThat(lists.judge(neighbour, TrustDomain.CREDENTIALS)).isEqualTo(Verdict.PERMITTED);
        Files.delete(inTheWay);
        clock.advance(Duration.ofMinutes(5));
        lists.refresh();
        lists.close();
        server.respondWith(RecordingServer.answering(500, List.of(), ""));
        lists = following();
        assertThat(peer(blocked)).as("after a restart").isEqualTo(Verdict.DENIED);
    }

    @Test
    void aFileThatWasChangedOnDiskIsNotBelieved() throws Exception {
        publish(list(5, blocked));
        Path kept = folder.resolve("kept").resolve("foundation.jws");
        assertThat(Files.readString(kept)).isNotEmpty();
        Files.writeString(kept, Files.readString(kept).replaceFirst("\\.[^.]*\\.", ".W10."));
        lists.close();
        lists = following();
        assertThat(peer(neighbour)).isEqualTo(Verdict.PERMITTED);
        assertThat(lists.judge(neighbour, TrustDomain.CREDENTIALS)).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aListThatNobodyConfirmsGrowsOldAndStillDenies() {
        String text = list(5, blocked);
        publish(text);
        server.respondWith(RecordingServer.answering(503, List.of(), ""));
        clock.advance(Duration.ofHours(23));
        lists.refresh();
        assertThat(lists.judge(neighbour, TrustDomain.CREDENTIALS)).isEqualTo(Verdict.PERMITTED);
        Denylists.Standing before = lists.standing();
        clock.advance(Duration.ofHours(2));
        lists.refresh();
        assertThat(lists.judge(neighbour, TrustDomain.CREDENTIALS)).isEqualTo(Verdict.UNKNOWN);
        assertThat(peer(neighbour)).isEqualTo(Verdict.PERMITTED);
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
        assertThat(lists.standing()).isNotEqualTo(before);
        assertThat(lists.ageSeconds("foundation"))
                .isEqualTo(Duration.ofHours(25).toSeconds());
        publish(text);
        assertThat(lists.judge(neighbour, TrustDomain.CREDENTIALS))
                .as("the same list, confirmed")
                .isEqualTo(Verdict.PERMITTED);
    }

    @Test
    void aClockThatIsSetBackPutsNothingOff() {
        publish(list(1));
        String next = list(2, blocked);
        server.respondWith(RecordingServer.answering(200, List.of(), next));
        clock.advance(Duration.ofMinutes(4));
        lists.refresh();
        assertThat(peer(blocked)).as("not due").isEqualTo(Verdict.PERMITTED);
        clock.advance(Duration.ofMinutes(-8));
        lists.refresh();
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
    }

    @Test
    void aFileIsReadEachTime() throws Exception {
        Path file = folder.resolve("local.jws");
        lists.watch("local", file, List.of(key.getPublic()));
        Files.writeString(file, list(1, blocked));
        lists.refresh();
        assertThat(peer(blocked)).isEqualTo(Verdict.DENIED);
        Files.writeString(file, list(2));
        clock.advance(Duration.ofSeconds(15));
        lists.refresh();
        assertThat(peer(blocked)).isEqualTo(Verdict.PERMITTED);
        assertThat(lists.names()).containsExactly("foundation", "local");
    }

    @Test
    void settingsThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> new Denylists.Settings(Duration.ofSeconds(1), Duration.ofDays(1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Denylists.Settings(Duration.ofMinutes(5), Duration.ofMinutes(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}

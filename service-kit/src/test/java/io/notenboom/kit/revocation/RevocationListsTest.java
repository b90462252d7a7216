// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.kit.customer.NodeMode;
import io.notenboom.kit.outbound.GuardedHttpClient;
import io.notenboom.kit.outbound.OutboundLimits;
import io.notenboom.kit.outbound.OutboundTrust;
import io.notenboom.testkit.SettableClock;
import io.notenboom.testkit.http.RecordingServer;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateIssuer;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.RevocationListIssuer;
import io.notenboom.trust.x509.RevocationPolicy;
import io.notenboom.trust.x509.RevocationPolicy.Verdict;
import io.notenboom.trust.x509.SubjectName;
import io.vertx.core.Vertx;
import java.math.BigInteger;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevocationListsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    private final SettableClock clock = new SettableClock(NOW);
    private final InMemoryCustodian custodian = new InMemoryCustodian(clock);
    private final KeyId key = custodian.create(KeyPurpose.FOUNDATION_CA);
    private final JwsSigner signer = CustodianSigner.of(custodian, key, KeyPurpose.FOUNDATION_CA);
    private final X509Certificate root = CertificateIssuer.foundation("test", custodian.publicKey(key), signer, NOW);
    private final X509Certificate vendor = CertificateIssuer.of(root, signer)
            .certificateAuthority(
                    SubjectName.ofVendor("Vendor", "CA", "90000011"),
                    custodian.publicKey(custodian.create(KeyPurpose.VENDOR_CA)),
                    NOW);
    private final Vertx vertx = Vertx.vertx();

    @TempDir
    Path folder;

    private RecordingServer server;
    private GuardedHttpClient http;
    private RevocationLists lists;

    @BeforeEach
    void open() {
        server = new RecordingServer(null, RecordingServer.answering(404, List.of(), ""));
        http = new GuardedHttpClient(
                vertx,
                NodeMode.DEV,
                OutboundTrust.of(Optional.empty()),
                List.of("127.0.0.1/32"),
                OutboundLimits.STANDARD);
        lists = watching();
    }

    private RevocationLists watching() {
        RevocationLists watching = new RevocationLists(http, folder.resolve("lists"), clock);
        watching.watch(root, URI.create(server.url() + "/root.crl"));
        return watching;
    }

    @AfterEach
    void close() {
        lists.close();
        http.close();
        server.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void publish(int number, boolean revoked) {
        List<RevocationListIssuer.Revoked> entries = revoked
                ? List.of(new RevocationListIssuer.Revoked(
                        vendor.getSerialNumber(), clock.instant(), RevocationListIssuer.Reason.KEY_COMPROMISE))
                : List.of();
        RevocationList list =
                new RevocationListIssuer(root, signer).issue(BigInteger.valueOf(number), clock.instant(), DAY, entries);
        server.respondWith(
                RecordingServer.answering(200, List.of(), new String(list.encoded(), StandardCharsets.ISO_8859_1)));
    }

    private Verdict verdict(RevocationPolicy policy) {
        return lists.judge(vendor, root, policy);
    }

    @Test
    void aListIsFetchedAndJudgedBy() {
        assertThat(verdict(RevocationPolicy.HARD_FAIL)).isEqualTo(Verdict.UNKNOWN_REFUSED);
        publish(1, false);
        lists.refresh();
        assertThat(verdict(RevocationPolicy.HARD_FAIL)).isEqualTo(Verdict.GOOD);

        lists.refresh();
        assertThat(server.received()).as("not due again").hasSize(1);
    }

    @Test
    void aRevocationCountsWithinTheHourAndIsTold() {
        List<X509Certificate> told = new ArrayList<>();
        lists.listen(told::add);
        publish(1, false);
        lists.refresh();
        publish(2, true);
        clock.advance(Duration.ofHours(1));
        lists.refresh();

        assertThat(verdict(RevocationPolicy.SOFT_FAIL)).isEqualTo(Verdict.REVOKED);
        assertThat(told).containsExactly(root, root);
    }

    @Test
    void anOlderListIsRefused() {
        publish(2, true);
        lists.refresh();
        publish(1, false);
        clock.advance(Duration.ofHours(1));
        lists.refresh();

        assertThat(verdict(RevocationPolicy.SOFT_FAIL)).isEqualTo(Verdict.REVOKED);
    }

    @Test
    void aFailureIsTriedAgainSoonAndLaterLessOften() {
        lists.refresh();
        clock.advance(Duration.ofSeconds(29));
        lists.refresh();
        assertThat(server.received()).hasSize(1);
        clock.advance(Duration.ofSeconds(1));
        lists.refresh();
        assertThat(server.received()).hasSize(2);
        clock.advance(Duration.ofSeconds(59));
        lists.refresh();
        assertThat(server.received()).hasSize(2);
        publish(1, false);
        clock.advance(Duration.ofSeconds(1));
        lists.refresh();
        assertThat(verdict(RevocationPolicy.HARD_FAIL)).isEqualTo(Verdict.GOOD);
    }

    @Test
    void aListThatEndedDecidesByPolicyAndStillRevokes() {
        publish(1, false);
        lists.refresh();
        server.respondWith(RecordingServer.answering(500, List.of(), ""));
        clock.advance(DAY);
        lists.refresh();
        assertThat(verdict(RevocationPolicy.HARD_FAIL)).isEqualTo(Verdict.UNKNOWN_REFUSED);
        assertThat(verdict(RevocationPolicy.SOFT_FAIL)).isEqualTo(Verdict.UNKNOWN_ACCEPTED);
    }

    @Test
    void aRestartForgetsNothing() throws Exception {
        publish(3, true);
        lists.refresh();
        lists.close();
        server.respondWith(RecordingServer.answering(500, List.of(), ""));

        lists = watching();
        assertThat(verdict(RevocationPolicy.SOFT_FAIL)).isEqualTo(Verdict.REVOKED);

        try (var files = Files.list(folder.resolve("lists"))) {
            Files.writeString(files.findFirst().orElseThrow(), "damaged");
        }
        lists.close();
        lists = watching();
        assertThat(verdict(RevocationPolicy.HARD_FAIL)).isEqualTo(Verdict.UNKNOWN_REFUSED);
    }

    @Test
    void whatIsNoListIsRefused() {
        server.respondWith(RecordingServer.answering(200, List.of(), "<html>"));
        lists.refresh();

        assertThat(lists.of(root)).isEmpty();
    }
}

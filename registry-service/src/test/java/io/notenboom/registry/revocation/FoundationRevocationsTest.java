// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.enrolment.EnrolmentKind;
import io.notenboom.registry.enrolment.EnrolmentRequest;
import io.notenboom.registry.enrolment.FoundationAuthority;
import io.notenboom.registry.enrolment.FoundationRequests;
import io.notenboom.registry.enrolment.RequestOutcome;
import io.notenboom.registry.enrolment.ReviewOutcome;
import io.notenboom.registry.store.file.FileStores;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.x509.CertificateRequests;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.RevocationAddress;
import io.notenboom.trust.x509.RevocationList;
import io.notenboom.trust.x509.SubjectName;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Foundation's revocation list on a disk, through revocations, time, restarts and a restore. */
class FoundationRevocationsTest {

    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");
    private static final URI ADDRESS = URI.create("https://foundation.example.nl/pki/v1/foundation.crl");

    @TempDir
    Path folder;

    private Instant now = START;
    private final Map<String, Instant> byEvent = new HashMap<>();
    private final InMemoryCustodian custodian = new InMemoryCustodian(() -> now);
    private FoundationAuthority authority;
    private FoundationRequests requests;
    private FoundationRevocations revocations;

    @BeforeEach
    void start() {
        var unused = custodian.create(KeyPurpose.FOUNDATION_CA);
        restart();
    }

    private void restart() {
        FileStores stores = new FileStores(folder);
        authority = FoundationAuthority.start(custodian, stores.ownIdentity(), () -> now, "test")
                .publishingAt(ADDRESS);
        requests = new FoundationRequests(stores.enrolmentRequests(), authority, () -> now);
        revocations = new FoundationRevocations(
                authority,
                requests,
                thumbprint -> Optional.ofNullable(byEvent.get(thumbprint)),
                stores.revocationList(),
                () -> now);
    }

    private RevocationList onDisk() throws IOException {
        return RevocationList.verify(Files.readAllBytes(folder.resolve("foundation.crl")), authority.root(), now);
    }

    private EnrolmentRequest accepted(String name) {
        KeyId key = custodian.create(KeyPurpose.NODE_CA);
        String csr = CertificateRequests.create(
                SubjectName.ofVendor(name, "Node CA", "12345678"),
                custodian.publicKey(key),
                CustodianSigner.of(custodian, key, KeyPurpose.NODE_CA));
        RequestOutcome.Received received =
                (RequestOutcome.Received) requests.submit(EnrolmentKind.NODE_CA, csr, name, "12345678");
        ReviewOutcome.Done done =
                (ReviewOutcome.Done) requests.accept(received.request().id());
        return done.request();
    }

    private static X509Certificate certificate(EnrolmentRequest request) {
        return Pem.readFirstCertificate(Objects.requireNonNull(request.certificate()));
    }

    @Test
    void certificatesThatAreIssuedSayWhereTheListIs() {
        assertThat(RevocationAddress.of(certificate(accepted("A")))).contains(ADDRESS);
        assertThat(RevocationAddress.of(authority.root())).isEmpty();
    }

    @Test
    void aRevocationIsInTheNextListAtOnce() throws Exception {
        EnrolmentRequest good = accepted("A");
        EnrolmentRequest bad = accepted("B");
        RevocationList first = revocations.refresh();
        assertThat(first.size()).isZero();
        now = now.plusSeconds(1);
        assertThat(requests.revoke(bad.id(), "stopped")).isInstanceOf(ReviewOutcome.Done.class);
        RevocationList second = revocations.refresh();
        assertThat(second.number()).isGreaterThan(first.number());
        assertThat(second.revokes(certificate(bad))).isTrue();
        assertThat(second.revokes(certificate(good))).isFalse();
        assertThat(onDisk().number()).isEqualTo(second.number());
        assertThat(revocations.refresh().number()).isEqualTo(second.number());
    }

    @Test
    void whatAnEventRevokedIsInTheNextListAtOnce() throws Exception {
        EnrolmentRequest good = accepted("A");
        EnrolmentRequest bad = accepted("B");
        revocations.logWasRead();
        RevocationList first = revocations.refresh();
        byEvent.put(Fingerprints.x5tS256(certificate(bad)), now);
        now = now.plusSeconds(1);

        RevocationList second = revocations.refresh();
        assertThat(second.number()).isGreaterThan(first.number());
        assertThat(second.revokes(certificate(bad))).isTrue();
        assertThat(second.revokes(certificate(good))).isFalse();
        assertThat(onDisk().number()).isEqualTo(second.number());
        assertThat(revocations.refresh().number()).isEqualTo(second.number());
    }

    /** Before the log was read nobody knows whether an event still revokes it. */
    @Test
    void aRestartTakesNobodyOffTheList() {
        EnrolmentRequest bad = accepted("B");
        byEvent.put(Fingerprints.x5tS256(certificate(bad)), now);
        assertThat(revocations.refresh().revokes(certificate(bad))).isTrue();
        byEvent.clear();
        now = now.plus(FoundationRevocations.TERM).plusSeconds(1);
        restart();

        assertThat(revocations.refresh().revokes(certificate(bad))).isTrue();
        revocations.logWasRead();
        assertThat(revocations.refresh().revokes(certificate(bad))).isFalse();
    }

    @Test
    void aListIsReplacedLongBeforeItEnds() {
        RevocationList first = revocations.refresh();
        now = START.plus(FoundationRevocations.TERM.dividedBy(4)).minusSeconds(1);
        assertThat(revocations.refresh().number()).isEqualTo(first.number());
        now = now.plusSeconds(1);
        RevocationList second = revocations.refresh();
        assertThat(second.number()).isGreaterThan(first.number());
        assertThat(second.nextUpdate()).isEqualTo(now.plus(FoundationRevocations.TERM));
    }

    @Test
    void aListThatEndedIsNeverShown() {
        RevocationList first = revocations.current();
        now = first.nextUpdate();
        assertThat(revocations.current().isCurrent(now)).isTrue();
    }

    @Test
    void numbersGrowThroughRestartsAndRestores() throws Exception {
        RevocationList first = revocations.refresh();
        restart();
        assertThat(revocations.current().number()).isEqualTo(first.number());
        byte[] backup = Files.readAllBytes(folder.resolve("foundation.crl"));
        now = now.plus(Duration.ofHours(7));
        RevocationList lost = revocations.refresh();
        Files.write(folder.resolve("foundation.crl"), backup);
        now = now.plusSeconds(10);
        restart();
        RevocationList after = revocations.refresh();
        assertThat(after.number()).isGreaterThan(lost.number());
        Files.write(folder.resolve("foundation.crl"), new byte[] {1, 2, 3});
        now = now.plusSeconds(10);
        restart();
        assertThat(revocations.refresh().number()).isGreaterThan(after.number());
    }

    @Test
    void numbersGrowWhenTheClockGoesBack() {
        RevocationList first = revocations.refresh();
        EnrolmentRequest bad = accepted("B");
        now = now.minusSeconds(60);
        assertThat(requests.revoke(bad.id(), "stopped")).isInstanceOf(ReviewOutcome.Done.class);
        assertThat(revocations.refresh().number()).isGreaterThan(first.number());
    }
}

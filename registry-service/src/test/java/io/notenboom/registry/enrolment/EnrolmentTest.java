// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.notenboom.custody.InMemoryCustodian;
import io.notenboom.registry.rotation.CaCertificates;
import io.notenboom.registry.rotation.NodeCertificates;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.key.KeyPurpose;
import io.notenboom.trust.rotation.RotationOutcome;
import io.notenboom.trust.secret.Secret;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A vendor and the Foundation, each with its own custodian and stores. */
class EnrolmentTest {

    private static final String NAME = "Leverancier A";
    private static final String KVK = "12345678";

    private Instant now = Instant.parse("2026-01-05T09:00:00Z");
    private final InMemoryCustodian foundationKeys = new InMemoryCustodian(() -> now);
    private final InMemoryCustodian vendorKeys = new InMemoryCustodian(() -> now);
    private final MemoryIdentityStore vendorStore = new MemoryIdentityStore();
    private final List<OwnEnrolment> installed = new ArrayList<>();
    private final FoundationAuthority authority = authority(foundationKeys);
    private final FoundationRequests requests = new FoundationRequests(new MemoryRequestStore(), authority, () -> now);
    private boolean reachable = true;
    private VendorEnrolment vendor = vendor(authority.root());

    private FoundationAuthority authority(InMemoryCustodian custodian) {
        create(custodian, KeyPurpose.FOUNDATION_CA, 1);
        return FoundationAuthority.start(custodian, new MemoryIdentityStore(), () -> now, "test");
    }

    private static void create(InMemoryCustodian custodian, KeyPurpose purpose, int keys) {
        for (int i = 0; i < keys; i++) {
            var unused = custodian.create(purpose);
        }
    }

    private VendorEnrolment vendor(X509Certificate root) {
        return new VendorEnrolment(vendorKeys, vendorStore, new Direct(), root, () -> now, installed::add);
    }

    @BeforeEach
    void createKeys() {
        create(vendorKeys, KeyPurpose.VENDOR_CA, 1);
        create(vendorKeys, KeyPurpose.NODE_CA, 1);
        create(vendorKeys, KeyPurpose.NODE_IDENTITY, 3);
    }

    /** The Foundation without a network between. */
    private final class Direct implements FoundationClient {

        @Override
        public Receipt submit(EnrolmentKind kind, String csr, String name, String kvk) {
            if (!reachable) {
                throw new FoundationUnavailableException("not reachable");
            }
            return switch (requests.submit(kind, csr, name, kvk)) {
                case RequestOutcome.Received received ->
                    new Receipt(received.request().id(), received.token());
                case RequestOutcome.Unacceptable unacceptable -> throw new AssertionError(unacceptable.problem());
                case RequestOutcome.Full _ -> throw new AssertionError("full");
            };
        }

        @Override
        public Outcome outcome(String id, Secret token) {
            EnrolmentRequest request = requests.outcome(id, token).orElseThrow();
            return new Outcome(request.status(), request.certificate(), request.chain(), request.reason());
        }
    }

    private OwnEnrolment start() {
        return now(vendor.start(EnrolmentKind.VENDOR_CA, NAME, KVK));
    }

    private OwnEnrolment refresh() {
        return now(vendor.refresh(EnrolmentKind.VENDOR_CA));
    }

    private static OwnEnrolment now(EnrolmentOutcome outcome) {
        assertThat(outcome).isInstanceOf(EnrolmentOutcome.Now.class);
        return ((EnrolmentOutcome.Now) outcome).enrolment();
    }

    private EnrolmentRequest only(EnrolmentStatus status) {
        List<EnrolmentRequest> found = requests.list().stream()
                .filter(request -> request.status() == status)
                .toList();
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private OwnEnrolment enrolled() {
        var unused = start();
        assertThat(requests.accept(only(EnrolmentStatus.PENDING).id())).isInstanceOf(ReviewOutcome.Done.class);
        return refresh();
    }

    @Test
    void theVendorGetsTheCertificateThatTheAdministratorIssues() {
        OwnEnrolment sent = start();
        assertThat(sent.status()).isEqualTo(EnrolmentStatus.PENDING);
        EnrolmentRequest received = only(EnrolmentStatus.PENDING);
        assertThat(received.fingerprint()).isEqualTo(sent.fingerprint());
        assertThat(refresh().status()).isEqualTo(EnrolmentStatus.PENDING);
        assertThat(requests.accept(received.id())).isInstanceOf(ReviewOutcome.Done.class);
        assertThat(requests.refuse(received.id(), "too late")).isInstanceOf(ReviewOutcome.DecidedOtherwise.class);
        OwnEnrolment accepted = refresh();
        assertThat(accepted.certificate()).isPresent();
        assertThat(installed).containsExactly(accepted);
    }

    @Test
    void onlyTheTokenOpensTheOutcome() {
        OwnEnrolment sent = start();
        assertThat(requests.outcome(String.valueOf(sent.requestId()), Secret.of("wrong")))
                .isEmpty();
        assertThat(requests.outcome(String.valueOf(sent.requestId()), Secret.of("")))
                .isEmpty();
        assertThat(requests.outcome("../secret", Secret.of("wrong"))).isEmpty();
    }

    @Test
    void aStepThatFailedCanBeAskedAgain() {
        reachable = false;
        assertThatThrownBy(this::start).isInstanceOf(FoundationUnavailableException.class);
        KeyId key = vendorStore.enrolment(EnrolmentKind.VENDOR_CA).orElseThrow().key();
        reachable = true;
        assertThat(start().key()).isEqualTo(key);
        assertThat(vendor.start(EnrolmentKind.VENDOR_CA, "Ander", KVK))
                .isInstanceOf(EnrolmentOutcome.OtherVendor.class);
        assertThat(requests.list()).hasSize(1);
    }

    @Test
    void afterARefusalANewRequestHasTheSameKey() {
        KeyId key = start().key();
        assertThat(requests.refuse(only(EnrolmentStatus.PENDING).id(), "wrong number"))
                .isInstanceOf(ReviewOutcome.Done.class);
        assertThat(refresh().reason()).isEqualTo("wrong number");
        assertThat(start().key()).isEqualTo(key);
        assertThat(requests.list()).hasSize(2);
    }

    @Test
    void aRequestWhoseSubjectIsAnotherIsNotTaken() {
        String csr = start().csr();
        assertThat(requests.submit(EnrolmentKind.VENDOR_CA, csr, "Ander", KVK))
                .isInstanceOf(RequestOutcome.Unacceptable.class);
        assertThat(requests.submit(EnrolmentKind.VENDOR_CA, csr, NAME, "87654321"))
                .isInstanceOf(RequestOutcome.Unacceptable.class);
        assertThat(requests.submit(EnrolmentKind.VENDOR_CA, "no request", NAME, KVK))
                .isInstanceOf(RequestOutcome.Unacceptable.class);
    }

    @Test
    void aCertificateOfAnotherFoundationIsNotInstalled() {
        FoundationAuthority stranger = authority(new InMemoryCustodian(() -> now));
        vendor = vendor(stranger.root());
        var unused = start();
        assertThat(requests.accept(only(EnrolmentStatus.PENDING).id())).isInstanceOf(ReviewOutcome.Done.class);
        assertThatThrownBy(this::refresh).isInstanceOf(FoundationUnavailableException.class);
        assertThat(installed).isEmpty();
    }

    @Test
    void aCertificateFromElsewhereIsInstalledWhenItFits() {
        reachable = false;
        assertThatThrownBy(this::start).isInstanceOf(FoundationUnavailableException.class);
        OwnEnrolment waiting = vendorStore.enrolment(EnrolmentKind.VENDOR_CA).orElseThrow();
        X509Certificate fits =
                authority.issueCa(EnrolmentKind.VENDOR_CA, NAME, KVK, vendorKeys.publicKey(waiting.key()));
        KeyId other = vendorKeys.create(KeyPurpose.VENDOR_CA);
        refused(authority.issueCa(EnrolmentKind.VENDOR_CA, NAME, KVK, vendorKeys.publicKey(other)));
        refused(authority.issueCa(EnrolmentKind.VENDOR_CA, "Ander", KVK, vendorKeys.publicKey(waiting.key())));
        refused(authority.root());
        assertThat(installed).isEmpty();
        EnrolmentOutcome outcome =
                vendor.install(EnrolmentKind.VENDOR_CA, List.of(Pem.write(fits), Pem.write(authority.root())));
        assertThat(now(outcome).certificate().orElseThrow().chain()).containsExactly(fits);
        assertThat(installed).hasSize(1);
    }

    private void refused(X509Certificate certificate) {
        assertThat(vendor.install(EnrolmentKind.VENDOR_CA, List.of(Pem.write(certificate))))
                .isInstanceOf(EnrolmentOutcome.Unacceptable.class);
    }

    @Test
    void theNextCertificateIsAskedForInTheLastThirdAndInstalledBesideTheOldOne() {
        X509Certificate first = enrolled().certificate().orElseThrow().certificate();
        assertThat(vendor.renew(EnrolmentKind.VENDOR_CA)).isInstanceOf(EnrolmentOutcome.Unacceptable.class);
        now = now.plus(Duration.ofDays(3 * 365));
        OwnEnrolment renewing = now(vendor.renew(EnrolmentKind.VENDOR_CA));
        assertThat(renewing.certificate().orElseThrow().certificate()).isEqualTo(first);
        assertThat(refresh().certificate().orElseThrow().certificate()).isEqualTo(first);
        assertThat(requests.accept(only(EnrolmentStatus.PENDING).id())).isInstanceOf(ReviewOutcome.Done.class);
        OwnEnrolment renewed = refresh();
        X509Certificate next = renewed.certificate().orElseThrow().certificate();
        assertThat(next.getNotAfter()).isAfter(first.getNotAfter());
        assertThat(next.getPublicKey()).isEqualTo(first.getPublicKey());
        assertThat(renewed.renewal()).isNull();
    }

    @Test
    void whyThereIsNoRequestForTheNextCertificateIsKnown() {
        var unused = enrolled();
        assertThat(vendor.renew(EnrolmentKind.VENDOR_CA)).isInstanceOf(EnrolmentOutcome.Unacceptable.class);
        assertThat(vendor.renewalProblem(EnrolmentKind.VENDOR_CA))
                .hasValueSatisfying(problem -> assertThat(problem).contains("last third"));
        now = now.plus(Duration.ofDays(3 * 365));
        assertThat(now(vendor.renew(EnrolmentKind.VENDOR_CA)).renewal()).isNotNull();
        assertThat(vendor.renewalProblem(EnrolmentKind.VENDOR_CA)).isEmpty();
        assertThat(requests.refuse(only(EnrolmentStatus.PENDING).id(), "not known by voice"))
                .isInstanceOf(ReviewOutcome.Done.class);
        assertThat(refresh().renewal()).isNull();
        assertThat(vendor.renewalProblem(EnrolmentKind.VENDOR_CA))
                .hasValueSatisfying(problem -> assertThat(problem).contains("refused", "not known by voice"));
        assertThat(vendor.renewalProblem(EnrolmentKind.NODE_CA)).isEmpty();
    }

    @Test
    void whatWasIssuedCanBeRevokedOnce() {
        var unused = enrolled();
        String id = only(EnrolmentStatus.ACCEPTED).id();
        assertThat(requests.revoke(id, "key stolen")).isInstanceOf(ReviewOutcome.Done.class);
        EnrolmentRequest revoked = only(EnrolmentStatus.REVOKED);
        assertThat(revoked.revoked()).isEqualTo(now.toString());
        assertThat(revoked.certificate()).isNotNull();
        now = now.plusSeconds(60);
        assertThat(requests.revoke(id, "again")).isEqualTo(new ReviewOutcome.Done(revoked));
        assertThat(requests.accept(id)).isInstanceOf(ReviewOutcome.DecidedOtherwise.class);
        assertThat(requests.revoke("00000000-0000-0000-0000-000000000000", "x"))
                .isInstanceOf(ReviewOutcome.Unknown.class);
    }

    @Test
    void theNodeIdentityIsRenewedInTimeAndWhenHostOrCaChange() {
        var sent = now(vendor.start(EnrolmentKind.NODE_CA, NAME, KVK));
        assertThat(requests.accept(String.valueOf(sent.requestId()))).isInstanceOf(ReviewOutcome.Done.class);
        OwnCertificate ca =
                now(vendor.refresh(EnrolmentKind.NODE_CA)).certificate().orElseThrow();
        NodeIdentity identity = new NodeIdentity(vendorKeys, vendorStore, () -> now, "node.example.nl");
        OwnCertificate first = identity.ensure(ca);
        now = now.plus(Duration.ofDays(200));
        assertThat(identity.ensure(ca)).isEqualTo(first);
        now = now.plus(Duration.ofDays(100));
        OwnCertificate second = identity.ensure(ca);
        assertThat(second.key()).isNotEqualTo(first.key());
        assertThat(second.certificate().getNotAfter())
                .isAfter(first.certificate().getNotAfter());
        OwnCertificate moved = new NodeIdentity(vendorKeys, vendorStore, () -> now, "other.example.nl").ensure(ca);
        assertThat(moved).isNotEqualTo(second);
        assertThat(vendorStore.nodeIdentity()).isEqualTo(Optional.of(moved));
    }

    private OwnCertificate nodeIdentity(NodeIdentity identity) {
        var sent = now(vendor.start(EnrolmentKind.NODE_CA, NAME, KVK));
        assertThat(requests.accept(String.valueOf(sent.requestId()))).isInstanceOf(ReviewOutcome.Done.class);
        return identity.ensure(
                now(vendor.refresh(EnrolmentKind.NODE_CA)).certificate().orElseThrow());
    }

    @Test
    void theCertificateForPeersIsRotated() {
        NodeIdentity identity = new NodeIdentity(vendorKeys, vendorStore, () -> now, "node.example.nl");
        List<OwnCertificate> inUse = new ArrayList<>();
        NodeCertificates rotation =
                new NodeCertificates(vendorStore, identity, inUse::add, (what, object) -> {}, () -> now);
        assertThat(rotation.list("", 10)).isEmpty();
        OwnCertificate first = nodeIdentity(identity);
        assertThat(rotation.advance().changes()).isZero();
        assertThat(rotation.begin("node.example.nl")).isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(rotation.begin("node.example.nl")).isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(inUse).as("beginning twice begins once").hasSize(1).doesNotContain(first);
        assertThat(vendorStore.nodeIdentity()).contains(inUse.getFirst());

        now = now.plus(Duration.ofDays(300));
        assertThat(rotation.find("node.example.nl").orElseThrow().isOverdue(now))
                .isTrue();
        assertThat(rotation.advance().changes()).isEqualTo(1);
        assertThat(rotation.find("node.example.nl").orElseThrow().isOverdue(now))
                .isFalse();
        assertThat(rotation.emergency("node.example.nl", "1")).isInstanceOf(RotationOutcome.NotFound.class);
        String lost = inUse.getLast().certificate().getSerialNumber().toString(16);
        assertThat(rotation.emergency("node.example.nl", lost)).isInstanceOf(RotationOutcome.Unavailable.class);
        create(vendorKeys, KeyPurpose.NODE_IDENTITY, 1);
        assertThat(rotation.emergency("node.example.nl", lost)).isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(inUse).hasSize(3);
    }

    @Test
    void theFoundationIsAskedForTheNextCertificateOfACaByItself() {
        CaCertificates rotation =
                new CaCertificates(EnrolmentKind.VENDOR_CA, vendorStore, vendor, (what, object) -> {}, () -> now);
        X509Certificate first = enrolled().certificate().orElseThrow().certificate();
        assertThat(rotation.advance().overdueCount()).isZero();
        assertThat(rotation.begin("own")).isInstanceOf(RotationOutcome.Refused.class);
        assertThat(rotation.emergency("own", "1")).isInstanceOf(RotationOutcome.Refused.class);
        now = now.plus(Duration.ofDays(3 * 365));
        assertThat(rotation.advance().overdueCount()).isEqualTo(1);
        assertThat(rotation.begin("own")).isInstanceOf(RotationOutcome.UnderWay.class);
        assertThat(requests.accept(only(EnrolmentStatus.PENDING).id())).isInstanceOf(ReviewOutcome.Done.class);
        assertThat(rotation.advance().overdueCount()).as("asked an hour later").isEqualTo(1);
        now = now.plus(Duration.ofHours(1));
        var unused = rotation.advance();
        assertThat(rotation.advance().overdueCount()).isZero();
        assertThat(rotation.find("own").orElseThrow().active().orElseThrow().id())
                .isNotEqualTo(first.getSerialNumber().toString(16));
    }

    private static final class MemoryRequestStore implements EnrolmentRequestStore {

        private final List<EnrolmentRequest> all = new ArrayList<>();

        @Override
        public void save(EnrolmentRequest request) {
            all.removeIf(known -> known.id().equals(request.id()));
            all.add(request);
        }

        @Override
        public Optional<EnrolmentRequest> find(String id) {
            return all.stream().filter(known -> known.id().equals(id)).findFirst();
        }

        @Override
        public List<EnrolmentRequest> all() {
            return List.copyOf(all);
        }
    }

    private static final class MemoryIdentityStore implements OwnIdentityStore {

        private final List<OwnEnrolment> enrolments = new ArrayList<>();
        private @Nullable OwnCertificate node;
        private @Nullable OwnCertificate root;

        @Override
        public void save(OwnEnrolment enrolment) {
            enrolments.removeIf(known -> known.kind() == enrolment.kind());
            enrolments.add(enrolment);
        }

        @Override
        public Optional<OwnEnrolment> enrolment(EnrolmentKind kind) {
            return enrolments.stream().filter(known -> known.kind() == kind).findFirst();
        }

        @Override
        public List<OwnEnrolment> enrolments() {
            return List.copyOf(enrolments);
        }

        @Override
        public void saveNodeIdentity(OwnCertificate identity) {
            node = identity;
        }

        @Override
        public Optional<OwnCertificate> nodeIdentity() {
            return Optional.ofNullable(node);
        }

        @Override
        public void saveFoundation(OwnCertificate certificate) {
            root = certificate;
        }

        @Override
        public Optional<OwnCertificate> foundation() {
            return Optional.ofNullable(root);
        }
    }
}

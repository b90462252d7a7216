// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import io.notenboom.custody.CustodianSigner;
import io.notenboom.custody.KeyCustodian;
import io.notenboom.registry.certificate.CertificateTerm;
import io.notenboom.registry.certificate.FoundationPath;
import io.notenboom.registry.certificate.UnfitCertificateException;
import io.notenboom.trust.key.KeyId;
import io.notenboom.trust.x509.CertificateRequests;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import io.notenboom.trust.x509.SubjectName;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * The vendor's side of enrolment. Each step is stored before the next, so that a step that failed can be asked again: the key
 * is claimed once, and the request that the Foundation gets is the same each time.
 */
public final class VendorEnrolment {

    private static final Pattern KVK = Pattern.compile("[0-9]{8}");
    private static final int MAX_NAME = 64;

    private final KeyCustodian custodian;
    private final OwnIdentityStore store;
    private final FoundationClient foundation;
    private final X509Certificate foundationRoot;
    private final InstantSource clock;
    private final Consumer<OwnEnrolment> installed;
    private final Map<EnrolmentKind, String> renewalProblems = new ConcurrentHashMap<>();

    /**
     * Wires the parts.
     *
     * @param installed told of each certificate that was installed, after it is stored
     */
    public VendorEnrolment(
            KeyCustodian custodian,
            OwnIdentityStore store,
            FoundationClient foundation,
            X509Certificate foundationRoot,
            InstantSource clock,
            Consumer<OwnEnrolment> installed) {
        this.custodian = custodian;
        this.store = store;
        this.foundation = foundation;
        this.foundationRoot = foundationRoot;
        this.clock = clock;
        this.installed = installed;
    }

    /**
     * Starts an enrolment, or goes on with the one that was started. After a refusal a new one begins, with the same key.
     *
     * @throws FoundationUnavailableException if the Foundation does not take the request; ask again later
     */
    public synchronized EnrolmentOutcome start(EnrolmentKind kind, String name, String kvk) {
        if (name.isBlank() || name.length() > MAX_NAME || !KVK.matcher(kvk).matches()) {
            return new EnrolmentOutcome.Unacceptable("give a name of 1 to 64 characters and a kvk of 8 digits");
        }
        Optional<OwnEnrolment> known = store.enrolment(kind);
        if (known.isPresent() && known.get().status() != EnrolmentStatus.REFUSED) {
            OwnEnrolment enrolment = known.get();
            if (!enrolment.name().equals(name) || !enrolment.kvk().equals(kvk)) {
                return new EnrolmentOutcome.OtherVendor(enrolment);
            }
            boolean unsent = enrolment.status() == EnrolmentStatus.CREATED;
            return new EnrolmentOutcome.Now(unsent ? send(enrolment) : enrolment, unsent);
        }
        KeyId key = known.map(OwnEnrolment::key).orElseGet(() -> custodian.claim(kind.purpose()));
        OwnEnrolment created = create(kind, key, name, kvk);
        store.save(created);
        return new EnrolmentOutcome.Now(send(created), true);
    }

    private OwnEnrolment create(EnrolmentKind kind, KeyId key, String name, String kvk) {
        String csr = CertificateRequests.create(
                SubjectName.ofVendor(name, kind.subjectPurpose(), kvk),
                custodian.publicKey(key),
                CustodianSigner.of(custodian, key, kind.purpose()));
        return new OwnEnrolment(
                kind,
                key,
                name,
                kvk,
                csr,
                Fingerprints.ofKey(custodian.publicKey(key)),
                EnrolmentStatus.CREATED,
                null,
                null,
                List.of(),
                null,
                null);
    }

    private OwnEnrolment send(OwnEnrolment enrolment) {
        FoundationClient.Receipt receipt =
                foundation.submit(enrolment.kind(), enrolment.csr(), enrolment.name(), enrolment.kvk());
        OwnEnrolment sent = enrolment.sent(receipt.id(), receipt.token());
        store.save(sent);
        return sent;
    }

    /**
     * Asks the outcome, and installs the certificate when there is one.
     *
     * @throws FoundationUnavailableException if the Foundation does not answer, or issued a certificate that does not fit
     */
    public synchronized EnrolmentOutcome refresh(EnrolmentKind kind) {
        Optional<OwnEnrolment> known = store.enrolment(kind);
        if (known.isEmpty()) {
            return new EnrolmentOutcome.NotStarted();
        }
        OwnEnrolment enrolment = known.get();
        return switch (enrolment.status()) {
            case CREATED -> new EnrolmentOutcome.Now(send(enrolment), false);
            case REFUSED, REVOKED -> new EnrolmentOutcome.Now(enrolment, false);
            case ACCEPTED -> {
                OwnEnrolment current = renewed(enrolment);
                installed.accept(current);
                yield new EnrolmentOutcome.Now(current, false);
            }
            case PENDING -> new EnrolmentOutcome.Now(ask(enrolment), false);
        };
    }

    private OwnEnrolment ask(OwnEnrolment enrolment) {
        if (enrolment.requestId() == null || enrolment.requestToken() == null) {
            return send(enrolment);
        }
        FoundationClient.Outcome outcome = foundation.outcome(enrolment.requestId(), enrolment.requestToken());
        return switch (outcome.status()) {
            case PENDING, CREATED -> enrolment;
            case REFUSED, REVOKED -> {
                OwnEnrolment refused = enrolment.refused(outcome.reason() == null ? "" : outcome.reason());
                store.save(refused);
                yield refused;
            }
            case ACCEPTED -> {
                OwnEnrolment accepted = enrolment.accepted(issued(enrolment, outcome));
                store.save(accepted);
                installed.accept(accepted);
                yield accepted;
            }
        };
    }

    /**
     * Asks the Foundation for the certificate after the installed one, for the same key and subject. The installed one stays
     * in use; {@link #refresh} installs the next when it is issued.
     *
     * @throws FoundationUnavailableException if the Foundation does not take the request; ask again later
     */
    public synchronized EnrolmentOutcome renew(EnrolmentKind kind) {
        try {
            EnrolmentOutcome outcome = askToRenew(kind);
            if (outcome instanceof EnrolmentOutcome.Unacceptable no) {
                renewalProblems.put(kind, no.problem());
            } else {
                renewalProblems.remove(kind);
            }
            return outcome;
        } catch (RuntimeException failed) {
            renewalProblems.put(kind, String.valueOf(failed.getMessage()));
            throw failed;
        }
    }

    /** Why the last request for a next certificate could not be made, or that it was refused; empty if it was made and waits. */
    public Optional<String> renewalProblem(EnrolmentKind kind) {
        return Optional.ofNullable(renewalProblems.get(kind));
    }

    private EnrolmentOutcome askToRenew(EnrolmentKind kind) {
        Optional<OwnEnrolment> known = store.enrolment(kind);
        Optional<OwnCertificate> certificate = known.flatMap(OwnEnrolment::certificate);
        if (known.isEmpty() || certificate.isEmpty()) {
            return new EnrolmentOutcome.NotStarted();
        }
        OwnEnrolment enrolment = known.get();
        if (enrolment.renewal() != null) {
            return new EnrolmentOutcome.Now(enrolment, false);
        }
        if (!CertificateTerm.of(certificate.get().certificate()).renewable(clock.instant())) {
            return new EnrolmentOutcome.Unacceptable("the certificate holds until "
                    + CertificateTerm.of(certificate.get().certificate()).end()
                    + "; it can be renewed in the last third of its term");
        }
        FoundationClient.Receipt receipt = foundation.submit(kind, enrolment.csr(), enrolment.name(), enrolment.kvk());
        OwnEnrolment renewing = enrolment.renewing(new OwnEnrolment.Renewal(receipt.id(), receipt.token()));
        store.save(renewing);
        return new EnrolmentOutcome.Now(renewing, true);
    }

    private OwnEnrolment renewed(OwnEnrolment enrolment) {
        OwnEnrolment.Renewal renewal = enrolment.renewal();
        if (renewal == null) {
            return enrolment;
        }
        FoundationClient.Outcome outcome = foundation.outcome(renewal.requestId(), renewal.requestToken());
        return switch (outcome.status()) {
            case PENDING, CREATED -> enrolment;
            case REFUSED, REVOKED -> {
                renewalProblems.put(
                        enrolment.kind(),
                        "the Foundation refused the last request"
                                + (outcome.reason() == null ? "" : " (" + outcome.reason() + ")"));
                yield saved(enrolment.renewing(null));
            }
            case ACCEPTED -> saved(enrolment.accepted(issued(enrolment, outcome)));
        };
    }

    private OwnEnrolment saved(OwnEnrolment enrolment) {
        store.save(enrolment);
        return enrolment;
    }

    /**
     * Installs a certificate that came another way than from the configured Foundation's node: from a PKI elsewhere, for the
     * request that this node made.
     *
     * @param certificates PEM texts: the certificate, then those between it and the root, if any; the root may be at the end
     */
    public synchronized EnrolmentOutcome install(EnrolmentKind kind, List<String> certificates) {
        Optional<OwnEnrolment> known = store.enrolment(kind);
        if (known.isEmpty()) {
            return new EnrolmentOutcome.NotStarted();
        }
        OwnEnrolment enrolment = known.get();
        try {
            OwnEnrolment accepted = saved(enrolment.accepted(requireFit(enrolment, certificates)));
            installed.accept(accepted);
            return new EnrolmentOutcome.Now(accepted, !enrolment.chain().equals(accepted.chain()));
        } catch (IllegalArgumentException | UnfitCertificateException unfit) {
            return new EnrolmentOutcome.Unacceptable("the certificate does not fit: " + unfit.getMessage());
        }
    }

    private List<X509Certificate> issued(OwnEnrolment enrolment, FoundationClient.Outcome outcome) {
        List<String> certificates = new ArrayList<>();
        certificates.add(outcome.certificate() == null ? "" : outcome.certificate());
        certificates.addAll(outcome.chain());
        try {
            return requireFit(enrolment, certificates);
        } catch (IllegalArgumentException | UnfitCertificateException e) {
            throw new FoundationUnavailableException(
                    "the certificate that the Foundation issued cannot be used (" + e.getMessage()
                            + "); check notenboom.registry.foundation.root",
                    e);
        }
    }

    /** Only a certificate for the own key and name, below the configured root and valid now, is ever installed. */
    private List<X509Certificate> requireFit(OwnEnrolment enrolment, List<String> certificates)
            throws UnfitCertificateException {
        List<X509Certificate> chain = new ArrayList<>();
        certificates.forEach(pem -> chain.addAll(Pem.readCertificates(pem)));
        chain.removeIf(foundationRoot::equals);
        FoundationPath.requireVendorCa(chain, foundationRoot, clock.instant());
        byte[] certified = chain.getFirst().getPublicKey().getEncoded();
        if (!Arrays.equals(certified, custodian.publicKey(enrolment.key()).getEncoded())) {
            throw new UnfitCertificateException("it is for another key than the one of the request");
        }
        SubjectName subject = SubjectName.of(chain.getFirst());
        if (!subject.organization().equals(enrolment.name()) || !subject.kvk().equals(enrolment.kvk())) {
            throw new UnfitCertificateException("it names another organisation or number than the request");
        }
        return List.copyOf(chain);
    }

    /** All enrolments. */
    public synchronized List<OwnEnrolment> list() {
        return store.enrolments();
    }
}

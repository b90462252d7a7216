// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.certificate.FoundationPath;
import io.notenboom.registry.certificate.UnfitCertificateException;
import io.notenboom.registry.event.ContractProposal;
import io.notenboom.registry.event.EventHeader;
import io.notenboom.registry.event.FoundationRegistration;
import io.notenboom.registry.event.NetworkId;
import io.notenboom.registry.event.UnverifiedEvent;
import io.notenboom.registry.event.VendorRegistration;
import io.notenboom.registry.stream.Signer;
import io.notenboom.registry.stream.SignerRole;
import io.notenboom.registry.stream.VendorStream;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.Pem;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an event belongs to this network and was signed by a certificate that may sign it, with a path to the
 * Foundation's root that was valid at its date of issue. What it needs of the stream lies before the event, so the answer
 * does not depend on what arrived later. Safe for many threads; the stream is the caller's.
 */
public final class EventVerifier {

    private final NetworkId network;
    private final X509Certificate foundationRoot;

    /** A verifier for one network. */
    public EventVerifier(NetworkId network, X509Certificate foundationRoot) {
        this.network = network;
        this.foundationRoot = foundationRoot;
    }

    /**
     * Verifies an event.
     *
     * @param stream its stream, with all events before it; empty for a genesis
     * @throws VerificationFailedException if it fails
     */
    public VerifiedEvent verify(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
        EventHeader header = event.header();
        if (!header.network().equals(network.value())) {
            throw new VerificationFailedException("wrong-network");
        }
        Optional<Signer> known = stream.signerBefore(header.signerThumbprint(), header.sequence());
        Signer signer = known.isPresent() ? known.get() : introducing(event, stream);
        if (!SigningRights.allow(signer.role(), header.type())) {
            throw new VerificationFailedException("signer-may-not-sign-this");
        }
        try {
            requirePath(signer, header.issuedAt());
        } catch (UnfitCertificateException e) {
            throw new VerificationFailedException("signer-not-trusted");
        }
        EventSignature.require(event, signer.certificate().getPublicKey());
        return new VerifiedEvent(event, known.isPresent() ? successor(event).orElse(null) : signer);
    }

    private void requirePath(Signer signer, Instant at) throws UnfitCertificateException {
        List<X509Certificate> chain = signer.chain();
        switch (signer.role()) {
            case FOUNDATION -> FoundationPath.requireValid(foundationRoot, at);
            case VENDOR_CA -> FoundationPath.requireVendorCa(chain, foundationRoot, at);
            case CONTRACT ->
                FoundationPath.requireIssuedBy(
                        chain.getFirst(), List.of(chain.subList(1, chain.size())), foundationRoot, at);
        }
    }

    /** The signer of an event that is signed with the certificate that it brings. */
    private Signer introducing(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
        long sequence = event.header().sequence();
        Signer signer =
                switch (event.payload()) {
                    case FoundationRegistration payload when sequence == 0 -> foundation(payload);
                    case VendorRegistration payload -> vendorCa(payload, sequence, stream);
                    case ContractProposal payload when sequence > 0 -> contract(payload, event.header(), stream);
                    default -> null;
                };
        if (signer == null || !signer.thumbprint().equals(event.header().signerThumbprint())) {
            throw new VerificationFailedException("signer-unknown");
        }
        return signer;
    }

    private @Nullable Signer foundation(FoundationRegistration payload) {
        List<X509Certificate> chain = certificates(payload.certificate());
        return chain.size() == 1 && chain.getFirst().equals(foundationRoot)
                ? new Signer(SignerRole.FOUNDATION, Fingerprints.x5tS256(foundationRoot), chain, 0)
                : null;
    }

    /** A new vendor CA takes over a stream only when the Foundation issued it to the same subject as the first one. */
    private static @Nullable Signer vendorCa(VendorRegistration payload, long sequence, VendorStream stream) {
        List<X509Certificate> chain = certificates(payload.caCertificate());
        List<Signer> earlier = stream.signersBefore(SignerRole.VENDOR_CA, sequence);
        boolean fits = sequence == 0
                ? !chain.isEmpty()
                : !chain.isEmpty()
                        && !earlier.isEmpty()
                        && earlier.getFirst()
                                .certificate()
                                .getSubjectX500Principal()
                                .equals(chain.getFirst().getSubjectX500Principal());
        return fits ? new Signer(SignerRole.VENDOR_CA, Fingerprints.x5tS256(chain.getFirst()), chain, sequence) : null;
    }

    private @Nullable Signer contract(ContractProposal payload, EventHeader header, VendorStream stream) {
        List<X509Certificate> certificates = certificates(payload.certificate());
        if (certificates.size() != 1) {
            return null;
        }
        List<List<X509Certificate>> issuers = stream.signersBefore(SignerRole.VENDOR_CA, header.sequence()).stream()
                .map(Signer::chain)
                .toList();
        try {
            X509Certificate leaf = certificates.getFirst();
            List<X509Certificate> chain = new ArrayList<>(certificates);
            chain.addAll(FoundationPath.requireIssuedBy(leaf, issuers, foundationRoot, header.issuedAt()));
            return new Signer(SignerRole.CONTRACT, Fingerprints.x5tS256(leaf), chain, header.sequence());
        } catch (UnfitCertificateException e) {
            return null;
        }
    }

    /** The vendor CA that a registration signed with an earlier one brings, if it is one of the Foundation. */
    private Optional<Signer> successor(UnverifiedEvent event) {
        if (!(event.payload() instanceof VendorRegistration payload)) {
            return Optional.empty();
        }
        List<X509Certificate> chain = certificates(payload.caCertificate());
        try {
            if (!chain.isEmpty()) {
                FoundationPath.requireVendorCa(
                        chain, foundationRoot, event.header().issuedAt());
                return Optional.of(new Signer(
                        SignerRole.VENDOR_CA,
                        Fingerprints.x5tS256(chain.getFirst()),
                        chain,
                        event.header().sequence()));
            }
        } catch (UnfitCertificateException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static List<X509Certificate> certificates(String pem) {
        try {
            return Pem.readCertificates(pem);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}

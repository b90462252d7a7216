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
        try {
            return judge(event, stream);
        } catch (RuntimeException e) {
            // Keys and certificates of strangers reach libraries that throw what they do not document. Such an event is
            // refused.
            throw new VerificationFailedException("cannot-be-judged", e);
        }
    }

    private VerifiedEvent judge(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
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
            throw new VerificationFailedException("signer-not-trusted", e);
        }
        EventSignature.require(event, signer.certificate().getPublicKey());
        return new VerifiedEvent(
                event, signer, known.isPresent() ? another(event, stream).orElse(null) : signer);
    }

    private void requirePath(Signer signer, Instant at) throws UnfitCertificateException {
        List<X509Certificate> chain = signer.chain();
        switch (signer.role()) {
            case FOUNDATION -> FoundationPath.requireValid(foundationRoot, at);
            case FOUNDATION_OPERATIONS -> FoundationPath.requireOperations(chain.getFirst(), foundationRoot, at);
            case VENDOR_CA -> FoundationPath.requireVendorCa(chain, foundationRoot, at);
            case CONTRACT ->
                FoundationPath.requireIssuedBy(
                        chain.getFirst(), List.of(chain.subList(1, chain.size())), foundationRoot, at);
        }
    }

    /** The signer of an event that is signed with the certificate that it brings. */
    private Signer introducing(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
        EventHeader header = event.header();
        List<X509Certificate> own = certificates(event.certificates().own());
        Optional<Signer> signer =
                switch (header.type()) {
                    case FoundationRegistration.TYPE -> header.isGenesis() ? foundation(own) : Optional.empty();
                    case VendorRegistration.TYPE -> vendorCa(own, header.sequence(), stream);
                    case ContractProposal.TYPE -> contract(own, header, stream);
                    default -> Optional.empty();
                };
        return signer.filter(found -> found.thumbprint().equals(header.signerThumbprint()))
                .orElseThrow(() -> new VerificationFailedException("signer-unknown"));
    }

    private Optional<Signer> foundation(List<X509Certificate> chain) {
        return chain.size() == 1 && chain.getFirst().equals(foundationRoot)
                ? Optional.of(Signer.of(SignerRole.FOUNDATION, chain, 0))
                : Optional.empty();
    }

    /** A new vendor CA takes over a stream only when the Foundation issued it to the same subject as the first one. */
    private static Optional<Signer> vendorCa(List<X509Certificate> chain, long sequence, VendorStream stream) {
        List<Signer> earlier = stream.signersBefore(SignerRole.VENDOR_CA, sequence);
        boolean fits = !chain.isEmpty()
                && (sequence == 0
                        || (!earlier.isEmpty() && sameSubject(earlier.getFirst().certificate(), chain.getFirst())));
        return fits ? Optional.of(Signer.of(SignerRole.VENDOR_CA, chain, sequence)) : Optional.empty();
    }

    private static boolean sameSubject(X509Certificate one, X509Certificate other) {
        return one.getSubjectX500Principal().equals(other.getSubjectX500Principal());
    }

    private Optional<Signer> contract(List<X509Certificate> own, EventHeader header, VendorStream stream) {
        if (own.size() != 1) {
            return Optional.empty();
        }
        List<List<X509Certificate>> issuers = stream.signersBefore(SignerRole.VENDOR_CA, header.sequence()).stream()
                .map(Signer::chain)
                .toList();
        try {
            List<X509Certificate> chain = new ArrayList<>(own);
            chain.addAll(FoundationPath.requireIssuedBy(own.getFirst(), issuers, foundationRoot, header.issuedAt()));
            return Optional.of(Signer.of(SignerRole.CONTRACT, chain, header.sequence()));
        } catch (UnfitCertificateException e) {
            return Optional.empty();
        }
    }

    /** The certificate beside its own signer's that an event introduces: a next vendor CA, or one for operations. */
    private Optional<Signer> another(UnverifiedEvent event, VendorStream stream) {
        EventHeader header = event.header();
        try {
            return switch (header.type()) {
                case VendorRegistration.TYPE ->
                    successor(certificates(event.certificates().own()), header, stream);
                case FoundationRegistration.TYPE ->
                    operations(certificates(event.certificates().operations()), header);
                default -> Optional.empty();
            };
        } catch (UnfitCertificateException e) {
            return Optional.empty();
        }
    }

    private Optional<Signer> successor(List<X509Certificate> chain, EventHeader header, VendorStream stream)
            throws UnfitCertificateException {
        Optional<Signer> signer = vendorCa(chain, header.sequence(), stream);
        if (signer.isPresent()) {
            FoundationPath.requireVendorCa(chain, foundationRoot, header.issuedAt());
        }
        return signer;
    }

    private Optional<Signer> operations(List<X509Certificate> chain, EventHeader header)
            throws UnfitCertificateException {
        if (chain.size() != 1) {
            return Optional.empty();
        }
        FoundationPath.requireOperations(chain.getFirst(), foundationRoot, header.issuedAt());
        return Optional.of(Signer.of(SignerRole.FOUNDATION_OPERATIONS, chain, header.sequence()));
    }

    private static List<X509Certificate> certificates(@Nullable String pem) {
        try {
            return pem == null ? List.of() : Pem.readCertificates(pem);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}

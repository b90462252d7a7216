// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.verify;

import io.notenboom.registry.certificate.EventCertificates;
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
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Verifies that an event belongs to this network and was signed by a certificate that may sign it, with a path to the
 * Foundation's root that was valid at its date of issue. What it needs of the stream lies before the event, so the answer
 * does not depend on what arrived later. Safe for many threads; the stream is the caller's.
 */
public final class EventVerifier {

    /** Number of the rules; another one whenever an event could be judged otherwise than before. */
    public static final int RULES = 1;

    private final NetworkId network;
    private final X509Certificate foundationRoot;
    private final SignerPaths paths;
    private final LongAdder valid = new LongAdder();
    private final LongAdder invalid = new LongAdder();

    /**
     * How many events were judged since the start.
     *
     * @param valid those that were found valid
     * @param invalid those that were not
     */
    public record Counts(long valid, long invalid) {}

    /** A verifier for one network. */
    public EventVerifier(NetworkId network, X509Certificate foundationRoot) {
        this.network = network;
        this.foundationRoot = foundationRoot;
        this.paths = new SignerPaths(foundationRoot);
    }

    /**
     * Verifies an event.
     *
     * @param stream its stream, with all events before it; empty for a genesis
     * @throws VerificationFailedException if it fails
     */
    public VerifiedEvent verify(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
        return verify(event, stream, KnownSignatures.NONE);
    }

    /**
     * Verifies an event of whose signature something may be known already.
     *
     * @param stream its stream, with all events before it; empty for a genesis
     * @param known what is known of signatures
     * @throws VerificationFailedException if it fails
     */
    public VerifiedEvent verify(UnverifiedEvent event, VendorStream stream, KnownSignatures known)
            throws VerificationFailedException {
        return counted(() -> judge(event, stream, known));
    }

    private VerifiedEvent counted(Judgement<VerifiedEvent> judgement) throws VerificationFailedException {
        try {
            VerifiedEvent verified = judgement.judge();
            valid.increment();
            return verified;
        } catch (VerificationFailedException refused) {
            invalid.increment();
            throw refused;
        }
    }

    /** What was judged so far. */
    public Counts counts() {
        return new Counts(valid.sum(), invalid.sum());
    }

    private VerifiedEvent judge(UnverifiedEvent event, VendorStream stream, KnownSignatures known)
            throws VerificationFailedException {
        boolean before = known.verifiedBefore(event);
        SignatureClaim claim = refusing(() -> find(event, stream, before));
        return before
                ? new VerifiedEvent(event, claim.signer(), claim.introduced().orElse(null))
                : verify(claim, known);
    }

    /**
     * The first half of {@link #verify(UnverifiedEvent, VendorStream)}: finds the signer, which is quick but needs the events
     * before this one.
     *
     * @param stream its stream, with all events before it; empty for a genesis
     * @throws VerificationFailedException if nobody who may sign such an event is named as its signer
     */
    public SignatureClaim claim(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
        return refusing(() -> find(event, stream, false));
    }

    /**
     * As {@link #claim}, for an event that was judged before: the path of its signer is not looked at, which the second half
     * does anyway.
     *
     * @param stream its stream, with the events before it
     * @throws VerificationFailedException if nobody who may sign such an event is named as its signer
     */
    public SignatureClaim claimAgain(UnverifiedEvent event, VendorStream stream) throws VerificationFailedException {
        return refusing(() -> find(event, stream, true));
    }

    /**
     * Looks at the path of a certificate that an event brings, so that it is known when the event is judged. Many threads can
     * share this work.
     *
     * @param stream its stream; nobody changes it meanwhile
     */
    public void explore(UnverifiedEvent event, VendorStream stream) {
        if (event.header().type().equals(ContractProposal.TYPE)) {
            explore(
                    event,
                    stream.signersBefore(SignerRole.VENDOR_CA, event.header().sequence()).stream()
                            .map(Signer::chain)
                            .toList());
        }
    }

    /**
     * The same for a stream that is not known yet.
     *
     * @param authorities chains of the CAs that may have issued it
     */
    void explore(UnverifiedEvent event, List<List<X509Certificate>> authorities) {
        if (!event.header().type().equals(ContractProposal.TYPE) || authorities.isEmpty()) {
            return;
        }
        List<X509Certificate> own = certificates(event.certificates().own());
        for (List<X509Certificate> authority : own.size() == 1 ? authorities : List.<List<X509Certificate>>of()) {
            List<X509Certificate> chain = new ArrayList<>(own);
            chain.addAll(authority);
            var unused = paths.holds(
                    SignerRole.CONTRACT, List.copyOf(chain), event.header().issuedAt());
        }
    }

    /**
     * The second half: checks the signature and the signer's path. Needs nothing but the claim, so many threads can share
     * the work.
     *
     * @throws VerificationFailedException if it fails
     */
    public VerifiedEvent verify(SignatureClaim claim) throws VerificationFailedException {
        return counted(() -> verify(claim, KnownSignatures.NONE));
    }

    private VerifiedEvent verify(SignatureClaim claim, KnownSignatures known) throws VerificationFailedException {
        return refusing(() -> {
            UnverifiedEvent event = claim.event();
            PublicKey key = key(claim.signer(), event.header().issuedAt());
            if (!known.checkedWith(event, key)) {
                EventSignature.require(event, key);
            }
            return new VerifiedEvent(event, claim.signer(), claim.introduced().orElse(null));
        });
    }

    private interface Judgement<T> {
        T judge() throws VerificationFailedException;
    }

    private static <T> T refusing(Judgement<T> judgement) throws VerificationFailedException {
        try {
            return judgement.judge();
        } catch (RuntimeException e) {
            // Keys and certificates of strangers reach libraries that throw what they do not document. Such an event is
            // refused.
            throw new VerificationFailedException("cannot-be-judged", e);
        }
    }

    private SignatureClaim find(UnverifiedEvent event, VendorStream stream, boolean before)
            throws VerificationFailedException {
        EventHeader header = event.header();
        if (!header.network().equals(network.value())) {
            throw new VerificationFailedException("wrong-network");
        }
        Optional<Signer> known = stream.signerBefore(header.signerThumbprint(), header.sequence());
        Signer signer = known.isPresent() ? known.get() : introducing(event, stream, before);
        if (!SigningRights.allow(signer.role(), header.type())) {
            throw new VerificationFailedException("signer-may-not-sign-this");
        }
        return new SignatureClaim(
                event, signer, known.isPresent() ? another(event, stream).orElse(null) : signer);
    }

    private PublicKey key(Signer signer, Instant at) throws VerificationFailedException {
        try {
            return paths.require(signer.role(), signer.chain(), at);
        } catch (UnfitCertificateException e) {
            throw new VerificationFailedException("signer-not-trusted", e);
        }
    }

    /** The signer of an event that is signed with the certificate that it brings. */
    private Signer introducing(UnverifiedEvent event, VendorStream stream, boolean before)
            throws VerificationFailedException {
        EventHeader header = event.header();
        List<X509Certificate> own = certificates(event.certificates().own());
        Optional<Signer> signer =
                switch (header.type()) {
                    case FoundationRegistration.TYPE -> header.isGenesis() ? foundation(own) : Optional.empty();
                    case VendorRegistration.TYPE -> vendorCa(own, header.sequence(), stream);
                    case ContractProposal.TYPE -> contract(own, header, stream, before);
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

    private Optional<Signer> contract(
            List<X509Certificate> own, EventHeader header, VendorStream stream, boolean before) {
        if (own.size() != 1) {
            return Optional.empty();
        }
        List<Signer> issuers = stream.signersBefore(SignerRole.VENDOR_CA, header.sequence());
        for (Signer issuer : issuers) {
            List<X509Certificate> chain = new ArrayList<>(own);
            chain.addAll(issuer.chain());
            if ((before && issuers.size() == 1) || paths.holds(SignerRole.CONTRACT, chain, header.issuedAt())) {
                return Optional.of(Signer.of(SignerRole.CONTRACT, chain, header.sequence()));
            }
        }
        return Optional.empty();
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

    static List<X509Certificate> certificates(@Nullable String pem) {
        try {
            return pem == null ? List.of() : EventCertificates.read(pem);
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }
}

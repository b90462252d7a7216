// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.resourceserver;

import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificatePath;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks client certificates (RFC 8705 §2). That the client has the key is shown by TLS before. */
public final class ClientCertificateCheck {

    private final List<X509Certificate> authorities;
    private final CertificateRevocationCheck revocation;
    private final InstantSource clock;

    /**
     * Checks certificates.
     *
     * @param authorities roots and CAs below them: who is trusted to say what a client is called
     * @param revocation whether certificates of them are revoked
     */
    public ClientCertificateCheck(
            List<X509Certificate> authorities, CertificateRevocationCheck revocation, InstantSource clock) {
        this.authorities = List.copyOf(authorities);
        this.revocation = revocation;
        this.clock = clock;
    }

    /**
     * Checks the certificate of a caller.
     *
     * @return what is wrong with it, for the log; empty if it is good
     */
    Optional<String> mistake(List<X509Certificate> presented, ResourceServer client) {
        if (presented.isEmpty()) {
            return Optional.of("no client certificate");
        }
        return switch (client.authentication()) {
            case ClientAuthentication.Certificates registered -> notRegistered(presented.getFirst(), registered);
            case ClientAuthentication.Named named -> notNamed(presented, named.name());
            case ClientAuthentication.Secrets _, ClientAuthentication.Keys _, ClientAuthentication.KeysAt _ ->
                Optional.of("it authenticates without a certificate");
        };
    }

    private Optional<String> notRegistered(X509Certificate certificate, ClientAuthentication.Certificates registered) {
        if (!registered.thumbprints().contains(Fingerprints.x5tS256(certificate))) {
            return Optional.of("the certificate is not registered");
        }
        try {
            CertificatePath.requireValid(certificate, clock.instant());
            return Optional.empty();
        } catch (UnfitCertificateInputException ended) {
            return Optional.of("the certificate is not valid now");
        }
    }

    private Optional<String> notNamed(List<X509Certificate> presented, CertificateName name) {
        Instant now = clock.instant();
        Optional<CertificateChain> chain = chain(presented, now);
        if (chain.isEmpty()) {
            return Optional.of("no trusted authority issued the certificate, or it is not valid now");
        }
        if (!name.isOf(presented.getFirst())) {
            return Optional.of("the certificate has another name");
        }
        return switch (revocation.check(chain.get(), now)) {
            case GOOD -> Optional.empty();
            case REVOKED -> Optional.of("the certificate is revoked");
            case UNKNOWN -> Optional.of("there is no current revocation list for the certificate");
        };
    }

    /** From the certificate by its issuers among the trusted authorities and what the caller sent, up to a trusted root. */
    private Optional<CertificateChain> chain(List<X509Certificate> presented, Instant now) {
        List<X509Certificate> chain = new ArrayList<>();
        X509Certificate last = presented.getFirst();
        chain.add(last);
        while (!isRoot(last) && chain.size() < CertificateChain.MAX_CERTIFICATES) {
            Optional<X509Certificate> issuer =
                    issuer(last, authorities).or(() -> issuer(chain.getLast(), presented.subList(1, presented.size())));
            if (issuer.isEmpty()) {
                return Optional.empty();
            }
            last = issuer.get();
            chain.add(last);
        }
        if (!authorities.contains(last)) {
            return Optional.empty();
        }
        try {
            return Optional.of(CertificateChain.verify(chain, now));
        } catch (UnfitCertificateInputException unfit) {
            return Optional.empty();
        }
    }

    private static Optional<X509Certificate> issuer(X509Certificate of, List<X509Certificate> among) {
        return among.stream()
                .filter(candidate -> candidate.getSubjectX500Principal().equals(of.getIssuerX500Principal()))
                .findFirst();
    }

    private static boolean isRoot(X509Certificate certificate) {
        return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
    }
}

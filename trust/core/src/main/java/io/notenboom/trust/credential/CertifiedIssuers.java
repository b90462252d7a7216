// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.fasterxml.jackson.databind.JsonNode;
import io.notenboom.trust.did.Did;
import io.notenboom.trust.did.DidDocument;
import io.notenboom.trust.did.DidResolutionException;
import io.notenboom.trust.did.DidSyntaxException;
import io.notenboom.trust.did.DidX509;
import io.notenboom.trust.did.DidX509Resolver;
import io.notenboom.trust.jose.CompactJws;
import io.notenboom.trust.x509.CertificateChain;
import io.notenboom.trust.x509.CertificateRevocationCheck;
import io.notenboom.trust.x509.Fingerprints;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Issuers whose DID is a did:x509: their key comes from the certificates that the credential carries. The credential has to
 * lie within the period of the end certificate, and none of the certificates may be revoked.
 */
final class CertifiedIssuers {

    private final CertificateRevocationCheck revocations;

    CertifiedIssuers(CertificateRevocationCheck revocations) {
        this.revocations = revocations;
    }

    /** Whether an issuer is one of these. */
    static boolean includes(Did issuer) {
        return issuer.method().equals(DidX509.METHOD);
    }

    /**
     * The chain of a credential, verified as of now.
     *
     * @throws CredentialRefusedException CERTIFICATE without a valid chain, CERTIFICATE_PERIOD when the credential outlives it
     */
    static CertificateChain chain(UnverifiedCredential.Jwt credential, Instant now) throws CredentialRefusedException {
        try {
            CertificateChain chain = CertificateChain.ofX5c(x5c(credential.jws()), now);
            checkThumbprint(credential.jws(), chain.leaf());
            checkPeriod(credential.content(), chain.leaf());
            return chain;
        } catch (UnfitCertificateInputException unfit) {
            throw new CredentialRefusedException(CredentialRefusal.CERTIFICATE, unfit);
        }
    }

    /** The document of the issuer by a chain. */
    static DidDocument document(Did issuer, CertificateChain chain) throws CredentialRefusedException {
        try {
            return DidX509Resolver.resolve(DidX509.parse(issuer), chain);
        } catch (DidSyntaxException | DidResolutionException unfit) {
            throw new CredentialRefusedException(CredentialRefusal.CERTIFICATE, unfit);
        }
    }

    /** Refuses revoked certificates, and those of which it is not known; to be called after the signature was verified. */
    void checkRevocation(CertificateChain chain, Instant now) throws CredentialRefusedException {
        switch (revocations.check(chain, now)) {
            case GOOD -> {
                // nothing stands against it
            }
            case REVOKED -> throw new CredentialRefusedException(CredentialRefusal.CERTIFICATE_REVOKED);
            case UNKNOWN -> throw new CredentialRefusedException(CredentialRefusal.CERTIFICATE_STATUS_UNKNOWN);
        }
    }

    private static List<String> x5c(CompactJws jws) throws CredentialRefusedException {
        JsonNode header = jws.header("x5c")
                .filter(JsonNode::isArray)
                .filter(array -> array.size() <= CertificateChain.MAX_CERTIFICATES)
                .orElseThrow(() -> new CredentialRefusedException(CredentialRefusal.CERTIFICATE));
        List<String> certificates = new ArrayList<>();
        for (JsonNode certificate : header) {
            certificates.add(certificate.asText(""));
        }
        return certificates;
    }

    private static void checkThumbprint(CompactJws jws, X509Certificate leaf) throws CredentialRefusedException {
        boolean fits = jws.header("x5t#S256").isEmpty()
                || jws.headerText("x5t#S256").orElse("").equals(Fingerprints.x5tS256(leaf));
        if (!fits) {
            throw new CredentialRefusedException(CredentialRefusal.CERTIFICATE);
        }
    }

    private static void checkPeriod(CredentialContent content, X509Certificate leaf) throws CredentialRefusedException {
        Instant expires = content.expiresAt();
        if (expires == null
                || expires.isAfter(leaf.getNotAfter().toInstant())
                || content.issuedAt().isBefore(leaf.getNotBefore().toInstant())) {
            throw new CredentialRefusedException(CredentialRefusal.CERTIFICATE_PERIOD);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.jose.JwsSigner;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;

/** Makes the revocation lists of one CA with a key that it never sees. */
@CheckReturnValue
public final class RevocationListIssuer {

    /** Most entries of one list, so that it stays below {@link RevocationList#MAX_BYTES}. */
    public static final int MAX_ENTRIES = 15_000;

    private final X509Certificate authority;
    private final JwsSigner signer;

    /**
     * An issuer of lists.
     *
     * @param authority the CA; its key usage has cRLSign
     * @param signer signs with its key
     */
    public RevocationListIssuer(X509Certificate authority, JwsSigner signer) {
        this.authority = authority;
        this.signer = signer;
    }

    /** Why a certificate is revoked (RFC 5280 §5.3.1), as far as it occurs here. */
    public enum Reason {
        /** Nobody said. */
        UNSPECIFIED(CRLReason.unspecified),
        /** The private key may be in other hands. */
        KEY_COMPROMISE(CRLReason.keyCompromise),
        /** The private key of the CA may be in other hands. */
        CA_COMPROMISE(CRLReason.cACompromise),
        /** The name or what else it says is not true any more. */
        AFFILIATION_CHANGED(CRLReason.affiliationChanged),
        /** Another one took its place. */
        SUPERSEDED(CRLReason.superseded),
        /** Its owner stopped. */
        CESSATION_OF_OPERATION(CRLReason.cessationOfOperation);

        private final int code;

        Reason(int code) {
            this.code = code;
        }
    }

    /**
     * A revoked certificate.
     *
     * @param serialNumber of the certificate
     * @param at since when
     */
    public record Revoked(BigInteger serialNumber, Instant at, Reason reason) {}

    /**
     * Makes a list of all certificates of the CA that are revoked.
     *
     * @param number higher than that of every list before
     * @param now when it begins
     * @param validity how long clients may rely on it
     * @throws UnfitCertificateInputException if the signer's key is not the CA's, or the CA may not sign lists
     * @throws IllegalArgumentException if there are too many entries
     */
    public RevocationList issue(BigInteger number, Instant now, Duration validity, Collection<Revoked> revoked) {
        if (revoked.size() > MAX_ENTRIES) {
            throw new IllegalArgumentException("a revocation list has at most " + MAX_ENTRIES + " entries");
        }
        Instant start = now.truncatedTo(ChronoUnit.SECONDS);
        X509v2CRLBuilder builder = new X509v2CRLBuilder(
                X500Name.getInstance(authority.getSubjectX500Principal().getEncoded()), Date.from(start));
        builder.setNextUpdate(Date.from(start.plus(validity)));
        revoked.forEach(entry -> builder.addCRLEntry(entry.serialNumber(), Date.from(entry.at()), entry.reason().code));
        try {
            builder.addExtension(Extension.cRLNumber, false, new ASN1Integer(number));
            builder.addExtension(
                    Extension.authorityKeyIdentifier,
                    false,
                    new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority.getPublicKey()));
            byte[] encoded = builder.build(new CertificateSigner(signer)).getEncoded();
            return RevocationList.verify(encoded, authority, now);
        } catch (IOException | GeneralSecurityException failure) {
            throw new IllegalStateException("a revocation list cannot be encoded", failure);
        }
    }
}

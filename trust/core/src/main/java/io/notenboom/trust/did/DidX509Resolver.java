// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.did.DidResolutionException.Reason;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.Jwk;
import io.notenboom.trust.x509.CertificateChain;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Resolves did:x509 with the certificate chain that came along with a signature. The DID names a CA certificate, which must
 * be an issuer in that very chain and not merely lie beside it, and what the end certificate holds. No network; whether a
 * certificate is revoked is not looked at.
 */
@CheckReturnValue
public final class DidX509Resolver {

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int KEY_AGREEMENT = 4;

    private DidX509Resolver() {}

    /**
     * The document of a did:x509: the key of the end certificate as {@code #0}, for the uses that its key usage has.
     *
     * @param chain a verified chain
     * @throws DidResolutionException INVALID_DID, NOT_FOUND when chain and DID do not fit, KEY_NOT_SUPPORTED
     */
    public static DidDocument resolve(DidX509 x509, CertificateChain chain) throws DidResolutionException {
        if (chain.authorities().stream().noneMatch(authority -> names(x509.fingerprint(), authority))) {
            throw new DidResolutionException(Reason.NOT_FOUND);
        }
        CertificateNames names = CertificateNames.of(chain.leaf());
        for (DidX509.Policy policy : x509.policies()) {
            if (!names.fulfil(policy)) {
                throw new DidResolutionException(Reason.NOT_FOUND);
            }
        }
        return document(x509.did(), chain.leaf());
    }

    private static boolean names(DidX509.Fingerprint fingerprint, X509Certificate authority) {
        try {
            byte[] digest = MessageDigest.getInstance(fingerprint.digest()).digest(authority.getEncoded());
            return Base64Url.encode(digest).equals(fingerprint.value());
        } catch (NoSuchAlgorithmException | CertificateEncodingException impossible) {
            throw new IllegalStateException("a certificate that was read has a digest", impossible);
        }
    }

    private static DidDocument document(Did did, X509Certificate leaf) throws DidResolutionException {
        boolean[] usage = leaf.getKeyUsage();
        boolean signs = usage == null || usage[DIGITAL_SIGNATURE];
        boolean agrees = usage == null || usage[KEY_AGREEMENT];
        if (!signs && !agrees) {
            throw new DidResolutionException(Reason.KEY_NOT_SUPPORTED);
        }
        DidUrl id = did.withFragment(DidX509.KEY_FRAGMENT);
        Map<VerificationRelationship, List<DidUrl>> relationships = new EnumMap<>(VerificationRelationship.class);
        if (signs) {
            relationships.put(VerificationRelationship.ASSERTION_METHOD, List.of(id));
            relationships.put(VerificationRelationship.AUTHENTICATION, List.of(id));
        }
        if (agrees) {
            relationships.put(VerificationRelationship.KEY_AGREEMENT, List.of(id));
        }
        try {
            return new DidDocument(did, List.of(VerificationMethod.of(id, Jwk.of(leaf.getPublicKey()))), relationships);
        } catch (InvalidJwkException notUsable) {
            throw new DidResolutionException(Reason.KEY_NOT_SUPPORTED, notUsable);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import io.notenboom.trust.jose.InvalidJwkException;
import io.notenboom.trust.jose.SignatureProviders;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which certificates are signed with which keys. Nothing but their bytes decides about that, so each is verified once; at
 * most {@value #MAX_KEPT} are remembered, by the SHA-256 of certificate and key. Safe for many threads.
 */
final class VerifiedLinks {

    private static final int MAX_KEPT = 50_000;

    private final Set<ByteBuffer> verified = ConcurrentHashMap.newKeySet();

    /**
     * Verifies the signature of a certificate, with the provider that is fastest with the key.
     *
     * @throws GeneralSecurityException if it is not of this key
     */
    void require(X509Certificate certificate, PublicKey issuer) throws GeneralSecurityException {
        byte[] signed = certificate.getEncoded();
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(signed.length).flip());
        digest.update(signed);
        ByteBuffer link = ByteBuffer.wrap(digest.digest(issuer.getEncoded()));
        if (verified.contains(link)) {
            return;
        }
        PublicKey key = converted(issuer);
        certificate.verify(key, SignatureProviders.providerOf(key));
        if (verified.size() >= MAX_KEPT) {
            verified.clear();
        }
        verified.add(link);
    }

    private static PublicKey converted(PublicKey issuer) throws InvalidKeyException {
        try {
            return SignatureProviders.nativeKey(issuer);
        } catch (InvalidJwkException e) {
            throw new InvalidKeyException("no provider can read the key of the issuer", e);
        }
    }
}

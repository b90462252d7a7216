// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.DefaultSignatureAlgorithmIdentifierFinder;

/** Lets BouncyCastle sign certificates and requests through a {@link JwsSigner}, whose key it never sees. */
final class CertificateSigner implements ContentSigner {

    private final JwsSigner signer;
    private final AlgorithmIdentifier algorithm;
    private final ByteArrayOutputStream input = new ByteArrayOutputStream();

    CertificateSigner(JwsSigner signer) {
        this.signer = signer;
        this.algorithm = new DefaultSignatureAlgorithmIdentifierFinder().find(name(signer.algorithm()));
    }

    private static String name(SignatureAlgorithm algorithm) {
        return switch (algorithm) {
            case ES256 -> "SHA256withECDSA";
            case ES384 -> "SHA384withECDSA";
            case ES512 -> "SHA512withECDSA";
            case ES256K, PS256, PS384, PS512, RS256, EDDSA ->
                throw new IllegalArgumentException(
                        "certificates are signed with ECDSA keys on NIST curves, not " + algorithm.joseName());
        };
    }

    @Override
    public AlgorithmIdentifier getAlgorithmIdentifier() {
        return algorithm;
    }

    @Override
    public OutputStream getOutputStream() {
        return input;
    }

    @Override
    public byte[] getSignature() {
        return SignatureProviders.ecdsaToDer(signer.sign(input.toByteArray()));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERSequence;
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
            case PS256, PS384, PS512, EDDSA ->
                throw new IllegalArgumentException(
                        "certificates are signed with ECDSA keys, not " + algorithm.joseName());
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
        return der(signer.sign(input.toByteArray()));
    }

    /** From r and s in fixed length (IEEE P1363) to the ASN.1 form of X.509. */
    private static byte[] der(byte[] signature) {
        int half = signature.length / 2;
        ASN1EncodableVector numbers = new ASN1EncodableVector();
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, 0, half))));
        numbers.add(new ASN1Integer(new BigInteger(1, Arrays.copyOfRange(signature, half, signature.length))));
        try {
            return new DERSequence(numbers).getEncoded();
        } catch (java.io.IOException impossible) {
            throw new IllegalStateException("two integers can be encoded", impossible);
        }
    }
}

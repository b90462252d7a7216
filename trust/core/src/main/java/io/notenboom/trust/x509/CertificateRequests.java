// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import io.notenboom.trust.jose.JwsSigner;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/** Certificate requests, PKCS#10 (RFC 2986). */
public final class CertificateRequests {

    private static final int LARGEST_RSA_BITS = 4096;

    private CertificateRequests() {}

    /**
     * A request that was parsed and whose signature was verified with its own key: the sender holds the private key. Whether
     * the name is the sender's is for a person to check.
     *
     * @param subject who asks
     * @param publicKey for which key
     */
    public record CheckedRequest(SubjectName subject, PublicKey publicKey) {}

    /** Makes a request, PEM. */
    public static String create(SubjectName subject, PublicKey publicKey, JwsSigner signer) {
        return Pem.writeObject(new JcaPKCS10CertificationRequestBuilder(subject.toX500(), publicKey)
                .build(new CertificateSigner(signer)));
    }

    /**
     * Parses and checks a request.
     *
     * @throws UnfitCertificateInputException if it is malformed, signed with another key, has a weak key or an unfit subject
     */
    public static CheckedRequest check(String pem) {
        List<Object> objects = Pem.read(pem);
        if (objects.size() != 1 || !(objects.getFirst() instanceof PKCS10CertificationRequest parsed)) {
            throw new UnfitCertificateInputException("the text is not one certificate request in PEM");
        }
        JcaPKCS10CertificationRequest request = new JcaPKCS10CertificationRequest(parsed);
        try {
            PublicKey key = request.getPublicKey();
            requireStrong(key);
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new UnfitCertificateInputException("the request is not signed with its own key");
            }
            SubjectName subject = SubjectName.of(request.getSubject());
            if (subject.kvk().isEmpty()) {
                throw new UnfitCertificateInputException(
                        "the subject lacks serialNumber: the KvK number, eight digits");
            }
            return new CheckedRequest(subject, key);
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException malformed) {
            throw new UnfitCertificateInputException("the request's key or signature cannot be used");
        }
    }

    private static void requireStrong(PublicKey key) {
        boolean small = !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() <= LARGEST_RSA_BITS;
        if (!small || !CertificatePath.hasStrongKey(key)) {
            throw new UnfitCertificateInputException(
                    "the key must be EC on P-256, P-384 or P-521, or RSA of 2048 to 4096 bits");
        }
    }
}

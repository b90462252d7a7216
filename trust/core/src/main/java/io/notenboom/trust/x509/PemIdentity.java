// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.x509;

import com.google.errorprone.annotations.CheckReturnValue;
import java.io.IOException;
import java.io.StringReader;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** A certificate chain with its private key, as PEM files hold them for TLS; checked to belong together. Immutable. */
@CheckReturnValue
public final class PemIdentity {

    private static final Map<String, String> PROBES = Map.of(
            "EC", "SHA256withECDSA",
            "RSA", "SHA256withRSA",
            "EdDSA", "EdDSA",
            "Ed25519", "EdDSA");
    private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

    private final List<X509Certificate> chain;
    private final PrivateKey key;

    private PemIdentity(List<X509Certificate> chain, PrivateKey key) {
        this.chain = chain;
        this.key = key;
    }

    /**
     * Reads and checks the pair.
     *
     * @param certificates PEM: the certificate, then the issuers that go with it, each issued by the next
     * @param key PEM: one private key that is not encrypted (PKCS #8, or the older forms of RSA and EC)
     * @param now the certificate must be valid at this time
     * @throws UnfitCertificateInputException that says what is wrong; it quotes nothing from the key
     */
    public static PemIdentity read(String certificates, String key, Instant now) {
        List<X509Certificate> chain = readChain(certificates);
        requireOrder(chain);
        X509Certificate own = chain.getFirst();
        if (own.getNotBefore().after(Date.from(now))) {
            throw new UnfitCertificateInputException("the certificate is not valid yet");
        }
        if (!own.getNotAfter().after(Date.from(now))) {
            throw new UnfitCertificateInputException("the certificate has expired");
        }
        PrivateKey privateKey = readKey(key);
        requirePair(own.getPublicKey(), privateKey);
        return new PemIdentity(chain, privateKey);
    }

    /**
     * The certificates of a file, in its order; tolerant, as a file of the operator may hold remarks between certificates.
     *
     * @throws UnfitCertificateInputException if it holds none, or something else
     */
    public static List<X509Certificate> readChain(String pem) {
        List<X509Certificate> chain = new ArrayList<>();
        for (Object found : Pem.read(pem)) {
            if (!(found instanceof X509CertificateHolder holder)) {
                throw new UnfitCertificateInputException("the file of certificates holds something else");
            }
            chain.add(Pem.certificate(holder));
        }
        if (chain.isEmpty()) {
            throw new UnfitCertificateInputException("the file of certificates holds none");
        }
        return List.copyOf(chain);
    }

    private static void requireOrder(List<X509Certificate> chain) {
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1).getIssuerX500Principal().equals(chain.get(i).getSubjectX500Principal())) {
                throw new UnfitCertificateInputException(
                        "the certificates are not in order: each is followed by the one that issued it");
            }
        }
    }

    private static PrivateKey readKey(String pem) {
        if (pem.length() > Pem.MAX_CHARACTERS) {
            throw new UnfitCertificateInputException("the PEM text of the key is too long");
        }
        try (PEMParser parser = new PEMParser(new StringReader(pem))) {
            for (Object found = parser.readObject(); found != null; found = parser.readObject()) {
                Optional<PrivateKeyInfo> key = keyIn(found);
                if (key.isPresent()) {
                    return new JcaPEMKeyConverter().getPrivateKey(key.get());
                }
            }
        } catch (IOException | IllegalArgumentException malformed) {
            throw new UnfitCertificateInputException("the PEM text of the key is malformed");
        }
        throw new UnfitCertificateInputException("the PEM text holds no private key");
    }

    /** What is no key, such as the parameters of a curve before its key, is passed over. */
    private static Optional<PrivateKeyInfo> keyIn(Object found) {
        return switch (found) {
            case PrivateKeyInfo info -> Optional.of(info);
            case PEMKeyPair pair -> Optional.of(pair.getPrivateKeyInfo());
            case PEMEncryptedKeyPair _, PKCS8EncryptedPrivateKeyInfo _ ->
                throw new UnfitCertificateInputException("the private key is encrypted; store it without a password");
            default -> Optional.empty();
        };
    }

    private static void requirePair(PublicKey publicKey, PrivateKey privateKey) {
        String algorithm = PROBES.get(privateKey.getAlgorithm());
        if (algorithm == null) {
            throw new UnfitCertificateInputException("the private key is none of EC, RSA and Ed25519");
        }
        try {
            Signature probe = Signature.getInstance(algorithm);
            probe.initSign(privateKey);
            probe.update(PROBE);
            byte[] signature = probe.sign();
            probe.initVerify(publicKey);
            probe.update(PROBE);
            if (probe.verify(signature)) {
                return;
            }
        } catch (GeneralSecurityException otherKind) {
            // as wrong as a signature that does not verify
        }
        throw new UnfitCertificateInputException("the private key is not that of the certificate");
    }

    /** The certificate, then its issuers as far as they were given. */
    public List<X509Certificate> chain() {
        return chain;
    }

    /** The private key of the first certificate. */
    public PrivateKey key() {
        return key;
    }

    /** Never shows the key. */
    @Override
    public String toString() {
        return "PemIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}

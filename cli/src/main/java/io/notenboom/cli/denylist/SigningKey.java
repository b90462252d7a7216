// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import io.notenboom.launcher.node.NodeFolder;
import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;

/** The Ed25519 key of a denylist in a file that only its owner reads: PEM, PKCS #8. */
final class SigningKey {

    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final int MAX_BYTES = 8_192;

    private final PrivateKey key;
    private final PublicKey publicKey;
    private final boolean made;

    private SigningKey(PrivateKey key, PublicKey publicKey, boolean made) {
        this.key = key;
        this.publicKey = publicKey;
        this.made = made;
    }

    /**
     * Reads the key, or makes one that {@link #keep} writes.
     *
     * @throws UnfitCertificateInputException if the file holds no such key
     */
    static SigningKey readOrMake(Path file) throws IOException {
        try {
            return Files.exists(file) ? read(file) : make();
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            throw new UnfitCertificateInputException(file + " holds no Ed25519 key in PEM (PKCS #8)");
        }
    }

    private static SigningKey make() throws GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        return new SigningKey(pair.getPrivate(), pair.getPublic(), true);
    }

    /** Writes a key that was made, whole and for its owner only, before anything is signed with it that others follow. */
    void keep(Path file) throws IOException {
        if (made) {
            String text = BEGIN + "\n"
                    + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                            .encodeToString(key.getEncoded())
                    + "\n" + END + "\n";
            var unused = NodeFolder.writePrivate(file.toAbsolutePath(), text);
        }
    }

    private static SigningKey read(Path file) throws IOException, GeneralSecurityException {
        if (Files.size(file) > MAX_BYTES) {
            throw new UnfitCertificateInputException(file + " is no key");
        }
        String base64 =
                Files.readString(file).replace(BEGIN, "").replace(END, "").strip();
        KeyFactory factory = KeyFactory.getInstance("Ed25519");
        PrivateKey key = factory.generatePrivate(
                new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(base64)));
        byte[] seed = ((EdECPrivateKey) key)
                .getBytes()
                .orElseThrow(() -> new UnfitCertificateInputException(file + " holds no Ed25519 key"));
        byte[] encoded = SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                        new Ed25519PrivateKeyParameters(seed).generatePublicKey())
                .getEncoded();
        return new SigningKey(key, factory.generatePublic(new X509EncodedKeySpec(encoded)), false);
    }

    JwsSigner signer() {
        return JwsSigner.inMemory(SignatureAlgorithm.EDDSA, key);
    }

    PublicKey publicKey() {
        return publicKey;
    }
}

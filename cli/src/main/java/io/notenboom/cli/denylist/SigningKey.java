// SPDX-License-Identifier: Apache-2.0
package io.notenboom.cli.denylist;

import io.notenboom.trust.jose.JwsSigner;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.x509.UnfitCertificateInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
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

    private SigningKey(PrivateKey key, PublicKey publicKey) {
        this.key = key;
        this.publicKey = publicKey;
    }

    /**
     * Reads the key, or makes one and keeps it there.
     *
     * @throws UnfitCertificateInputException if the file holds no such key
     */
    static SigningKey readOrMake(Path file) throws IOException {
        try {
            return Files.exists(file) ? read(file) : make(file);
        } catch (GeneralSecurityException | IllegalArgumentException unfit) {
            throw new UnfitCertificateInputException(file + " holds no Ed25519 key in PEM (PKCS #8)");
        }
    }

    private static SigningKey make(Path file) throws IOException, GeneralSecurityException {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        String text = BEGIN + "\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(pair.getPrivate().getEncoded())
                + "\n" + END + "\n";
        Files.writeString(file, text, StandardOpenOption.WRITE);
        return new SigningKey(pair.getPrivate(), pair.getPublic());
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
        return new SigningKey(key, factory.generatePublic(new java.security.spec.X509EncodedKeySpec(encoded)));
    }

    JwsSigner signer() {
        return JwsSigner.inMemory(SignatureAlgorithm.EDDSA, key);
    }

    PublicKey publicKey() {
        return publicKey;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.custody;

import io.notenboom.trust.jose.SignatureProviders;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** Reads a private key that another program kept as PEM: one block {@code PRIVATE KEY} (PKCS #8, RFC 5958), not encrypted. */
public final class PrivateKeyPem {

    /** Most characters of a file. */
    public static final int MAX_CHARACTERS = 8_192;

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private PrivateKeyPem() {}

    /**
     * The key pair; its public half is computed, whatever the file says of it.
     *
     * @throws CustodyException if the text is not such a block, or holds a key of another type than EC; says nothing of the key
     */
    public static KeyPair read(String pem) {
        Matcher block = BLOCK.matcher(pem.strip());
        if (pem.length() > MAX_CHARACTERS || !block.matches()) {
            throw new CustodyException("the file is not one PEM block PRIVATE KEY (PKCS #8, not encrypted)");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(block.group(1));
        try {
            KeyFactory factory = KeyFactory.getInstance("EC", SignatureProviders.provider());
            return new KeyPair(
                    factory.generatePublic(new X509EncodedKeySpec(publicKey(encoded))),
                    factory.generatePrivate(new PKCS8EncodedKeySpec(encoded)));
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unfit) {
            throw new CustodyException("the file holds no EC private key as PKCS #8");
        } finally {
            SealingKey.wipe(encoded);
        }
    }

    private static byte[] publicKey(byte[] encoded) throws IOException {
        if (PrivateKeyFactory.createKey(encoded) instanceof ECPrivateKeyParameters key) {
            ECPoint point =
                    new FixedPointCombMultiplier().multiply(key.getParameters().getG(), key.getD());
            return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(
                            new ECPublicKeyParameters(point, key.getParameters()))
                    .getEncoded();
        }
        throw new IllegalArgumentException("another type of key");
    }
}

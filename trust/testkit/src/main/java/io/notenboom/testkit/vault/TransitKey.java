// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.SubjectPublicKeyInfoFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/** A key of the Transit engine with its versions. */
final class TransitKey {

    private static final Map<String, String> CURVES = Map.of("ecdsa-p256", "secp256r1", "ecdsa-p384", "secp384r1");
    private static final Map<String, String> HASHES =
            Map.of("sha2-256", "SHA-256", "sha2-384", "SHA-384", "sha2-512", "SHA-512");
    private static final int ED25519_BYTES = 32;

    final String type;
    final boolean exportable;
    final boolean rotatable;
    final List<KeyPair> versions = new ArrayList<>();
    boolean deletionAllowed;

    private TransitKey(String type, boolean exportable, boolean rotatable) {
        this.type = type;
        this.exportable = exportable;
        this.rotatable = rotatable;
    }

    static TransitKey create(String type, boolean exportable) {
        TransitKey key = new TransitKey(type, exportable, true);
        key.rotate();
        return key;
    }

    /** A key from its PKCS #8 form; the public half is computed. */
    static TransitKey imported(String type, byte[] encoded, boolean exportable, boolean rotatable) {
        TransitKey key = new TransitKey(type, exportable, rotatable);
        try {
            KeyFactory factory = KeyFactory.getInstance(type.equals("ed25519") ? "Ed25519" : "EC");
            PrivateKey privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            PublicKey publicKey = factory.generatePublic(new X509EncodedKeySpec(publicHalf(encoded)));
            key.versions.add(new KeyPair(publicKey, privateKey));
            return key;
        } catch (GeneralSecurityException | IOException unfit) {
            throw new VaultRefusal(400, "error parsing asymmetric key");
        }
    }

    private static byte[] publicHalf(byte[] encoded) throws IOException {
        AsymmetricKeyParameter read = PrivateKeyFactory.createKey(new ByteArrayInputStream(encoded));
        AsymmetricKeyParameter half =
                switch (read) {
                    case ECPrivateKeyParameters ec ->
                        new ECPublicKeyParameters(
                                new FixedPointCombMultiplier()
                                        .multiply(ec.getParameters().getG(), ec.getD()),
                                ec.getParameters());
                    case Ed25519PrivateKeyParameters ed -> ed.generatePublicKey();
                    default -> throw new VaultRefusal(400, "error parsing asymmetric key");
                };
        return SubjectPublicKeyInfoFactory.createSubjectPublicKeyInfo(half).getEncoded(ASN1Encoding.DER);
    }

    void rotate() {
        if (!rotatable) {
            throw new VaultRefusal(400, "imported key does not allow rotation within Vault");
        }
        String curve = CURVES.get(type);
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(curve == null ? "Ed25519" : "EC");
            if (curve != null) {
                generator.initialize(new ECGenParameterSpec(curve));
            }
            versions.add(generator.generateKeyPair());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** PEM, or bare bytes in base64 for Ed25519. */
    String publicKey(int version) {
        byte[] encoded = versions.get(version - 1).getPublic().getEncoded();
        if (type.equals("ed25519")) {
            return Base64.getEncoder()
                    .encodeToString(Arrays.copyOfRange(encoded, encoded.length - ED25519_BYTES, encoded.length));
        }
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(encoded) + "\n-----END PUBLIC KEY-----\n";
    }

    /** A signature with its mark. */
    String sign(int version, byte[] input, String hash, boolean prehashed, String marshaling) {
        KeyPair pair = versions.get(version - 1);
        boolean jws = marshaling.equals("jws");
        try {
            byte[] signed;
            boolean isEdwards = type.equals("ed25519");
            if (isEdwards) {
                signed = input;
            } else {
                MessageDigest digest = MessageDigest.getInstance(HASHES.getOrDefault(hash, "none"));
                signed = prehashed ? input : digest.digest(input);
                if (signed.length != digest.getDigestLength()) {
                    throw new VaultRefusal(400, "the input is not a digest of " + hash);
                }
            }
            Signature signature =
                    Signature.getInstance(isEdwards ? "Ed25519" : jws ? "NONEwithECDSAinP1363Format" : "NONEwithECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(signed);
            Base64.Encoder encoder = jws && !isEdwards ? Base64.getUrlEncoder().withoutPadding() : Base64.getEncoder();
            return "vault:v" + version + ":" + encoder.encodeToString(signature.sign());
        } catch (GeneralSecurityException unfit) {
            throw new VaultRefusal(400, "unsupported hash algorithm " + hash);
        }
    }
}

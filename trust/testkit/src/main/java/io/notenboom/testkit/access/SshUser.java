// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.access;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.bouncycastle.crypto.util.OpenSSHPublicKeyUtil;
import org.bouncycastle.crypto.util.PublicKeyFactory;

/** Somebody with an SSH key, who signs JWTs with it as clients of Nuts nodes do. */
public final class SshUser {

    private final String name;
    private final KeyPair keys;
    private final String algorithm;
    private final byte[] blob;

    private SshUser(String name, KeyPair keys, String algorithm) {
        this.name = name;
        this.keys = keys;
        this.algorithm = algorithm;
        try {
            this.blob = OpenSSHPublicKeyUtil.encodePublicKey(
                    PublicKeyFactory.createKey(keys.getPublic().getEncoded()));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /**
     * A user with a new key.
     *
     * @param algorithm which the JWTs are signed with: ES256, ES384, ES512, EdDSA, RS512 or PS512
     */
    public static SshUser of(String name, String algorithm) {
        return switch (algorithm) {
            case "ES256" -> new SshUser(name, elliptic("secp256r1"), algorithm);
            case "ES384" -> new SshUser(name, elliptic("secp384r1"), algorithm);
            case "ES512" -> new SshUser(name, elliptic("secp521r1"), algorithm);
            case "EdDSA" -> new SshUser(name, pair("Ed25519"), algorithm);
            default -> new SshUser(name, rsa(), algorithm);
        };
    }

    private static KeyPair pair(String kind) {
        try {
            return KeyPairGenerator.getInstance(kind).generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair rsa() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static KeyPair elliptic(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The line of an authorized_keys file, without options. */
    public String line() {
        int length = blob[3];
        String type = new String(blob, 4, length, java.nio.charset.StandardCharsets.US_ASCII);
        return type + " " + Base64.getEncoder().encodeToString(blob) + " " + name;
    }

    /** {@code SHA256:…}, as ssh-keygen shows it. */
    public String fingerprint() {
        try {
            return "SHA256:"
                    + Base64.getEncoder()
                            .withoutPadding()
                            .encodeToString(MessageDigest.getInstance("SHA-256").digest(blob));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The key pair itself. */
    public KeyPair keys() {
        return keys;
    }

    /** Claims that are in order, for an hour from now. */
    public Map<String, Object> claims(String audience, Instant now) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", name);
        claims.put("sub", name);
        claims.put("aud", audience);
        claims.put("iat", now.getEpochSecond());
        claims.put("nbf", now.getEpochSecond());
        claims.put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
        claims.put("jti", UUID.randomUUID().toString());
        return claims;
    }

    /** A JWT with these claims, which names the key by its fingerprint. */
    public String token(Map<String, ?> claims) {
        return token(Map.of("typ", "JWT", "kid", fingerprint()), claims);
    }

    /** A JWT with these members in its header besides {@code alg}. */
    public String token(Map<String, ?> header, Map<String, ?> claims) {
        return SignedJwt.sign(algorithm, header, claims, keys.getPrivate());
    }

    /** A JWT that is in order. */
    public String token(String audience, Instant now) {
        return token(claims(audience, now));
    }
}

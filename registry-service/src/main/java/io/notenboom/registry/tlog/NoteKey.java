// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.tlog;

import io.notenboom.trust.jose.InvalidSignatureException;
import io.notenboom.trust.jose.SignatureAlgorithm;
import io.notenboom.trust.jose.SignatureProviders;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * An Ed25519 key of signed notes with its name (C2SP signed-note). Its text form is that of Go's verifier keys,
 * {@code <name>+<key id, hexadecimal>+<base64 of 0x01 and the key>}, which log tools take.
 */
public final class NoteKey {

    private static final byte ED25519 = 1;
    private static final int KEY_BYTES = 32;
    private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");
    private static final Pattern NAME = Pattern.compile("[\\x21-\\x2A\\x2C-\\x7E]{1,255}");

    private final String name;
    private final byte[] raw;
    private final PublicKey key;

    private NoteKey(String name, byte[] raw) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("the name of a note's key has 1 to 255 visible characters without plus");
        }
        this.name = name;
        this.raw = raw;
        this.key = decode(raw);
    }

    private static PublicKey decode(byte[] raw) {
        byte[] encoded = ByteBuffer.allocate(SPKI_PREFIX.length + KEY_BYTES)
                .put(SPKI_PREFIX)
                .put(raw)
                .array();
        try {
            return KeyFactory.getInstance("Ed25519", SignatureProviders.provider())
                    .generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    /**
     * A key under a name.
     *
     * @throws IllegalArgumentException if it is not Ed25519 or the name does not fit
     */
    public static NoteKey of(String name, PublicKey key) {
        byte[] encoded = key.getEncoded();
        if (encoded.length != SPKI_PREFIX.length + KEY_BYTES
                || !Arrays.equals(encoded, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length)) {
            throw new IllegalArgumentException("not an Ed25519 public key");
        }
        return new NoteKey(name, Arrays.copyOfRange(encoded, SPKI_PREFIX.length, encoded.length));
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not exactly that, or the key id is not that of the key
     */
    public static NoteKey parse(String text) {
        String[] parts = text.split("\\+", 3);
        if (parts.length != 3) {
            throw new IllegalArgumentException("a note's key is <name>+<key id>+<base64>");
        }
        byte[] bytes = Base64.getDecoder().decode(parts[2]);
        if (bytes.length != 1 + KEY_BYTES || bytes[0] != ED25519) {
            throw new IllegalArgumentException("the key is not an Ed25519 key");
        }
        NoteKey key = new NoteKey(parts[0], Arrays.copyOfRange(bytes, 1, bytes.length));
        if (!key.toString().equals(text)) {
            throw new IllegalArgumentException("the key id is not that of the key");
        }
        return key;
    }

    /** Its name. */
    public String name() {
        return name;
    }

    /** The four bytes before each signature. */
    byte[] id() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(name.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) '\n');
            digest.update(ED25519);
            return Arrays.copyOf(digest.digest(raw), 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    void requireSignature(byte[] text, byte[] signature) throws InvalidNoteException {
        try {
            SignatureProviders.verify(SignatureAlgorithm.EDDSA, key, text, signature);
        } catch (InvalidSignatureException e) {
            throw new InvalidNoteException("the signature of " + name + " is wrong");
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NoteKey that && name.equals(that.name) && Arrays.equals(raw, that.raw);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(raw);
    }

    /** The text form. */
    @Override
    public String toString() {
        byte[] typed = ByteBuffer.allocate(1 + KEY_BYTES).put(ED25519).put(raw).array();
        return name + "+" + HexFormat.of().formatHex(id()) + "+"
                + Base64.getEncoder().encodeToString(typed);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.memo.Recent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.concurrent.atomic.LongAdder;

/**
 * Signatures of credentials that held, so that the arithmetic of a credential that comes again and again is done once. What is
 * remembered is that this very text was signed with this very key, which can never become untrue: a changed character or another key is
 * another entry. It says nothing else. Whose the key is, whether it may still be used, validity, status and type are looked at
 * each time. Holds {@value #CAPACITY} at most, 32 bytes each. Safe for many threads.
 */
@CheckReturnValue
public final class KnownSignatures {

    /** Most signatures that are remembered. */
    public static final int CAPACITY = 10_000;

    private final Recent<Fingerprint, Boolean> held = new Recent<>(CAPACITY);
    private final LongAdder recognised = new LongAdder();
    private final LongAdder computed = new LongAdder();

    /** SHA-256 of key and text. */
    private record Fingerprint(long first, long second, long third, long fourth) {}

    /** Checks a signature. */
    @FunctionalInterface
    interface Check {
        void run() throws CredentialRefusedException;
    }

    /**
     * Runs the check, unless it succeeded before for this key and text.
     *
     * @param signed all that the result of the check depends on, beside the key
     */
    void check(PublicKey key, String signed, Check check) throws CredentialRefusedException {
        Fingerprint fingerprint = fingerprint(key, signed);
        if (held.get(fingerprint).isPresent()) {
            recognised.increment();
            return;
        }
        check.run();
        computed.increment();
        held.put(fingerprint, Boolean.TRUE);
    }

    /** How often a signature was recognised. */
    public long recognised() {
        return recognised.sum();
    }

    /** How often a signature was computed, and held. */
    public long computed() {
        return computed.sum();
    }

    private static Fingerprint fingerprint(PublicKey key, String signed) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] encoded = key.getEncoded();
            digest.update(
                    ByteBuffer.allocate(Integer.BYTES).putInt(encoded.length).flip());
            digest.update(encoded);
            ByteBuffer hash = ByteBuffer.wrap(digest.digest(signed.getBytes(StandardCharsets.UTF_8)));
            return new Fingerprint(hash.getLong(), hash.getLong(), hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.cache.ExpiringCache;
import io.notenboom.trust.jose.Base64Url;
import io.notenboom.trust.secret.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that a server gives to be shown in DPoP proofs (RFC 9449 §8 and §9), so that proofs cannot be made in advance. A nonce
 * is a keyed hash over the time and over whom it is for; none is stored. It is accepted while it is given and as long again:
 * two and a half to five minutes. Safe for use by many threads.
 */
public final class DpopNonces {

    /** For whom nonces are that resource servers hand on. */
    public static final String RESOURCE = "resource";

    private static final Duration STEP = Duration.ofSeconds(150);
    private static final Duration PERIOD = Duration.ofDays(1);
    private static final int HASH_BYTES = 16;
    private static final int LENGTH = Long.BYTES + HASH_BYTES;
    private static final int KEPT_KEYS = 4;
    private static final String MAC = "HmacSHA256";

    private final NonceKeys keys;
    private final InstantSource clock;
    private final ExpiringCache<Long, Secret> kept;

    /** Nonces with these keys. */
    public DpopNonces(NonceKeys keys, InstantSource clock) {
        this.keys = keys;
        this.clock = clock;
        this.kept = new ExpiringCache<>(KEPT_KEYS, clock);
    }

    /** The nonce to give at present. */
    public String current(String forWhom) {
        return nonce(step(clock.instant()), forWhom);
    }

    /** Whether this is a nonce that was given to the same lately. */
    @CheckReturnValue
    public boolean accepts(Optional<String> nonce, String forWhom) {
        Optional<byte[]> bytes = nonce.flatMap(DpopNonces::decoded);
        if (bytes.isEmpty()) {
            return false;
        }
        long step = ByteBuffer.wrap(bytes.get()).getLong();
        long now = step(clock.instant());
        return (step == now || step == now - 1)
                && MessageDigest.isEqual(
                        nonce(step, forWhom).getBytes(StandardCharsets.US_ASCII),
                        nonce.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<byte[]> decoded(String nonce) {
        try {
            return Optional.of(Base64Url.decode(nonce)).filter(bytes -> bytes.length == LENGTH);
        } catch (RuntimeException malformed) {
            return Optional.empty();
        }
    }

    private static long step(Instant time) {
        return time.getEpochSecond() / STEP.toSeconds();
    }

    private String nonce(long step, String forWhom) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key(step).reveal().getBytes(StandardCharsets.UTF_8), MAC));
            byte[] time = ByteBuffer.allocate(Long.BYTES).putLong(step).array();
            mac.update(time);
            byte[] hash = mac.doFinal(forWhom.getBytes(StandardCharsets.UTF_8));
            return Base64Url.encode(ByteBuffer.allocate(LENGTH)
                    .put(time)
                    .put(Arrays.copyOf(hash, HASH_BYTES))
                    .array());
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java platform has " + MAC, impossible);
        }
    }

    private Secret key(long step) {
        long period = step * STEP.toSeconds() / PERIOD.toSeconds();
        return kept.get(period).orElseGet(() -> {
            Secret key = keys.key(period);
            kept.put(period, key, clock.instant().plus(STEP));
            return key;
        });
    }
}

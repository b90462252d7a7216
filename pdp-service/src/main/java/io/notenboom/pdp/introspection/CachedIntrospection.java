// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.trust.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Remembers active tokens for a few seconds, and forgets them at once when a revocation is heard of. Nothing else is
 * remembered: an inactive token or a failure is asked again. Thread-safe.
 */
public final class CachedIntrospection implements TokenIntrospection {

    /** Longest time an answer is remembered. */
    public static final Duration MAX_AGE = Duration.ofSeconds(10);

    private static final int MAX_ENTRIES = 10_000;

    /** A full memory is looked through no more often, or a flood of tokens would pay for it with every one. */
    private static final Duration SWEEP = Duration.ofSeconds(1);

    private final TokenIntrospection source;
    private final InstantSource clock;
    private final Map<String, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicLong revocations = new AtomicLong();
    private final AtomicReference<Instant> sweepDue = new AtomicReference<>(Instant.MIN);

    private record Entry(String subject, TokenOutcome.Active answer, Instant until) {}

    /** In front of a source. */
    public CachedIntrospection(TokenIntrospection source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public TokenOutcome introspect(String subject, Secret token) {
        String key = hash(token);
        Instant now = clock.instant();
        Entry known = entries.get(key);
        if (known != null && known.subject().equals(subject) && now.isBefore(known.until())) {
            return known.answer();
        }
        long before = revocations.get();
        TokenOutcome answer = source.introspect(subject, token);
        if (answer instanceof TokenOutcome.Active active) {
            remember(key, new Entry(subject, active, now.plus(MAX_AGE)), before, now);
        } else {
            entries.remove(key);
        }
        return answer;
    }

    /**
     * Forgets what a revocation may concern.
     *
     * @param kind {@code token}, {@code did}, {@code credential} or {@code subject}
     * @param value for a token the base64url SHA-256 of it, for a DID the DID
     */
    public void revoked(String kind, String value) {
        revocations.incrementAndGet();
        switch (kind) {
            case "token" -> entries.remove(value);
            case "did" ->
                entries.values()
                        .removeIf(
                                entry -> entry.answer().token().client().dids().contains(value));
            default -> entries.clear();
        }
    }

    /** An answer that was fetched while something was revoked is not remembered. */
    private void remember(String key, Entry entry, long revocationsBefore, Instant now) {
        Instant due = sweepDue.get();
        if (entries.size() >= MAX_ENTRIES && !now.isBefore(due) && sweepDue.compareAndSet(due, now.plus(SWEEP))) {
            entries.values().removeIf(old -> !now.isBefore(old.until()));
        }
        if (entries.size() < MAX_ENTRIES) {
            entries.put(key, entry);
            if (revocations.get() != revocationsBefore) {
                entries.remove(key);
            }
        }
    }

    private static String hash(Secret token) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(token.reveal().getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256.", missing);
        }
    }
}

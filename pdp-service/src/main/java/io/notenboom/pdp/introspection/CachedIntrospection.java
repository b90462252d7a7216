// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import io.notenboom.pdp.decision.TokenOutcome;
import io.notenboom.pdp.recent.RecentAnswers;
import io.notenboom.trust.secret.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Remembers active tokens for a few seconds, and forgets them at once when a revocation is heard of. Nothing else is
 * remembered: an inactive token or a failure is asked again. Thread-safe.
 */
public final class CachedIntrospection implements TokenIntrospection {

    /** Longest time an answer is remembered. */
    public static final Duration MAX_AGE = Duration.ofSeconds(10);

    private static final int MAX_ENTRIES = 10_000;

    private final TokenIntrospection source;
    private final RecentAnswers<Remembered> recent;

    private record Remembered(String subject, TokenOutcome answer) {

        boolean active() {
            return answer instanceof TokenOutcome.Active;
        }

        boolean names(String did) {
            return answer instanceof TokenOutcome.Active known
                    && known.token().client().dids().contains(did);
        }
    }

    /** In front of a source. */
    public CachedIntrospection(TokenIntrospection source, InstantSource clock) {
        this.source = source;
        this.recent = new RecentAnswers<>(MAX_AGE, MAX_ENTRIES, Remembered::active, clock);
    }

    @Override
    public TokenOutcome introspect(String subject, Secret token) {
        return recent.get(
                        hash(token),
                        known -> known.subject().equals(subject),
                        _ -> new Remembered(subject, source.introspect(subject, token)))
                .answer();
    }

    /**
     * Forgets what a revocation may concern.
     *
     * @param kind {@code token}, {@code did}, {@code credential} or {@code subject}
     * @param value for a token the base64url SHA-256 of it, for a DID the DID
     */
    public void revoked(String kind, String value) {
        switch (kind) {
            case "token" -> recent.forget(value);
            case "did" -> recent.forgetIf(known -> known.names(value));
            default -> recent.forgetAll();
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

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.introspection;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.SubjectId;
import io.notenboom.auth.token.AccessToken;
import io.notenboom.auth.token.TokenHash;
import io.notenboom.auth.token.TokenStore;
import io.notenboom.trust.secret.Secret;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers whether a token is active. Revoked, unknown, expired and foreign tokens cannot be told apart. */
public final class Introspection {

    private final TokenStore tokens;
    private final Predicate<AccessToken> stillGood;
    private final InstantSource clock;

    /** Answers from this store. */
    public Introspection(TokenStore tokens, InstantSource clock) {
        this(tokens, token -> true, clock);
    }

    /**
     * Answers from this store.
     *
     * @param stillGood whether what a token was given on still holds; asked each time, of tokens that are otherwise active
     */
    public Introspection(TokenStore tokens, Predicate<AccessToken> stillGood, InstantSource clock) {
        this.tokens = tokens;
        this.stillGood = stillGood;
        this.clock = clock;
    }

    /** What is known about a token that any subject of this node gave; empty unless it is active. */
    @CheckReturnValue
    public Optional<AccessToken> active(Secret token) {
        return active(token, _ -> true);
    }

    /**
     * What is known about a token; empty unless it is active and may be seen.
     *
     * @param visible whether the caller may see a token; asked before anything else is looked up, so that it takes no longer to
     *     hear nothing of the token of somebody else than of one that never was
     */
    @CheckReturnValue
    public Optional<AccessToken> active(Secret token, Predicate<AccessToken> visible) {
        return known(token).filter(visible).filter(stillGood);
    }

    /** What is known about a token that has not ended, whether what it was given on still holds or not. */
    @CheckReturnValue
    public Optional<AccessToken> known(Secret token) {
        return tokens.find(TokenHash.of(token)).filter(found -> found.validity().contains(clock.instant()));
    }

    /** What is known about a token that this subject gave; empty unless it is active. */
    @CheckReturnValue
    public Optional<AccessToken> activeAt(SubjectId subject, Secret token) {
        return active(token, found -> found.subject().equals(subject));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.trust.secret.Secret;

/**
 * One kind of bearer token. Schemes are asked in their order until one knows the token or refuses it. Safe for many threads;
 * called on threads that may block.
 */
@CheckReturnValue
public interface TokenScheme {

    /** What a scheme makes of a token. */
    sealed interface Finding {

        /** The token is one of this scheme and good now. */
        record Known(Identity identity) implements Finding {}

        /**
         * The token is one of this scheme and not good; no other scheme is asked.
         *
         * @param reason a sentence for the sender about the token, without anything that the sender does not know
         */
        record Refused(String reason) implements Finding {}

        /** The token is none of this scheme. */
        record Unknown() implements Finding {}
    }

    /** Place in the order of schemes, the lowest first: cheap ones, and those that are sure of their tokens, go first. */
    int order();

    /**
     * Looks at a token.
     *
     * @throws io.notenboom.kit.problem.ProblemException {@code unavailable} when it cannot be told at present
     */
    Finding find(Secret token);

    /** Whether the configuration gives somebody access by this scheme. */
    default boolean givesAccess() {
        return false;
    }

    /** Whether a token that was known before still is, for the same; asked outside of requests. Never throws. */
    default boolean stands(Secret token, Identity identity) {
        try {
            return find(token) instanceof Finding.Known known
                    && known.identity().equals(identity);
        } catch (RuntimeException unknown) {
            return false;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.policy;

import java.util.Objects;

/**
 * What the operator says about tokens besides who gets them.
 *
 * @param lifetimes how long they live
 * @param senders to what they have to be bound
 * @param audiences for whom they are
 */
public record TokenTerms(TokenLifetimes lifetimes, SenderConstraints senders, Audiences audiences) {

    /** Checks that no part is missing. */
    public TokenTerms {
        Objects.requireNonNull(lifetimes, "lifetimes");
        Objects.requireNonNull(senders, "senders");
        Objects.requireNonNull(audiences, "audiences");
    }

    /** Tokens for the whole subject that need not be bound. */
    public static TokenTerms of(TokenLifetimes lifetimes) {
        return new TokenTerms(lifetimes, SenderConstraints.none(), Audiences.ofSubject());
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

import java.time.Duration;
import java.util.Objects;

/**
 * What a verifier expects of a presentation.
 *
 * @param audience must be one of its audiences, compared character by character
 * @param maximumValidity longest time between nbf and exp
 * @param nonceRequired whether it must have a nonce
 */
public record PresentationExpectation(String audience, Duration maximumValidity, boolean nonceRequired) {

    /** Longest validity of a presentation in a token request (RFC021). */
    public static final Duration TOKEN_REQUEST_VALIDITY = Duration.ofSeconds(5);

    /** Checks that nothing is missing. */
    public PresentationExpectation {
        Objects.requireNonNull(audience, "audience");
        Objects.requireNonNull(maximumValidity, "maximumValidity");
    }

    /** For a token request (RFC021): valid for 5 seconds at most, with a nonce. */
    public static PresentationExpectation tokenRequest(String audience) {
        return new PresentationExpectation(audience, TOKEN_REQUEST_VALIDITY, true);
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;

/** What the check of the DPoP proof found. */
@CheckReturnValue
public sealed interface ProofOutcome {

    /** No {@code DPoP} header, or no reason to look at it. */
    record NotPresented() implements ProofOutcome {}

    /** Fits key, token, method and URL, is fresh and was not seen before. */
    record Valid() implements ProofOutcome {}

    /** Does not. */
    record Invalid() implements ProofOutcome {}

    /** Could not be checked. */
    record Unavailable() implements ProofOutcome {}

    /** The name in the decision log. */
    default String wireName() {
        return switch (this) {
            case NotPresented absent -> "not_presented";
            case Valid valid -> "valid";
            case Invalid invalid -> "invalid";
            case Unavailable unavailable -> "unavailable";
        };
    }
}

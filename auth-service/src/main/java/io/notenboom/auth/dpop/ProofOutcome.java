// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import com.google.errorprone.annotations.CheckReturnValue;

/** Whether a proof is good. */
@CheckReturnValue
public sealed interface ProofOutcome {

    /** It is, and it is used up now. */
    record Valid() implements ProofOutcome {}

    /** It is not. */
    record Invalid(String reason) implements ProofOutcome {}

    /**
     * It lacks a nonce of this node, or has one that is too old; it is not used up.
     *
     * @param nonce what the client has to show
     */
    record NonceNeeded(String nonce) implements ProofOutcome {}
}

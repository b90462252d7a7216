// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.introspection;

import io.notenboom.pdp.decision.ProofOutcome;
import io.notenboom.trust.secret.Secret;

/**
 * Checks DPoP proofs (RFC 9449, section 4.3). Each call consumes the proof: the same proof is invalid the second time. Never
 * throws.
 */
@FunctionalInterface
public interface ProofValidation {

    /** Whether a proof fits a token, its key, and a request. */
    ProofOutcome validate(Proof proof);

    /**
     * A proof and what it must fit.
     *
     * @param thumbprint of the key that the token is bound to
     * @param url scheme, host, port and path, without a query
     */
    record Proof(String compact, Secret token, String thumbprint, String method, String url) {}
}

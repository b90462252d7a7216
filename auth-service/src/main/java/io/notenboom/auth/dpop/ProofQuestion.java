// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.dpop;

import io.notenboom.trust.secret.Secret;
import java.net.URI;
import java.util.Objects;

/**
 * Whether a proof belongs to a request.
 *
 * @param proof value of the DPoP header
 * @param method method of the request
 * @param url URL of the request as the client sees it
 * @param token token that came with it
 * @param thumbprint key that the token is bound to
 * @param terms how strictly it is checked
 */
public record ProofQuestion(String proof, String method, URI url, Secret token, String thumbprint, Terms terms) {

    /**
     * How strictly a proof is checked.
     *
     * @param strict whether scheme and port count, and proofs are refused when older than a minute
     * @param nonce whether it has to show a nonce of this node
     */
    public record Terms(boolean strict, boolean nonce) {}

    /** Without a nonce. */
    public ProofQuestion(String proof, String method, URI url, Secret token, String thumbprint, boolean strict) {
        this(proof, method, url, token, thumbprint, new Terms(strict, false));
    }

    /** Checks that no part is missing. */
    public ProofQuestion {
        Objects.requireNonNull(proof, "proof");
        Objects.requireNonNull(method, "method");
        Objects.requireNonNull(url, "url");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(thumbprint, "thumbprint");
        Objects.requireNonNull(terms, "terms");
    }
}

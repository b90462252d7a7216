// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.client;

/** An authorization server wants a DPoP proof with a nonce of its own (RFC 9449 §8). The request may be sent again with it. */
public final class NonceNeededException extends RemoteServerException {

    private static final long serialVersionUID = 1L;

    private final String nonce;

    /**
     * The server refused.
     *
     * @param step what was asked
     * @param nonce what the next proof has to show
     */
    public NonceNeededException(String step, String nonce) {
        super(Reason.REFUSED, step, "use_dpop_nonce");
        this.nonce = nonce;
    }

    /** What the next proof has to show. */
    public String nonce() {
        return nonce;
    }
}

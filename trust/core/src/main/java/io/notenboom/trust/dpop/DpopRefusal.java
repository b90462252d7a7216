// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.dpop;

/** Why a DPoP proof is not accepted. */
public enum DpopRefusal {
    /** Not a compact JWS with a JSON payload, or too long. */
    MALFORMED("the DPoP proof is not a well-formed JWT"),
    /** {@code typ} is not dpop+jwt. */
    TYPE("the DPoP proof must have typ dpop+jwt"),
    /** The algorithm is not on the list, or not asymmetric. */
    ALGORITHM("the algorithm of the DPoP proof is not accepted here"),
    /** The key is missing, private, symmetric or not usable. */
    KEY("the DPoP proof must have a public key in the jwk header"),
    /** The signature does not verify with the key. */
    SIGNATURE("the signature of the DPoP proof is not valid"),
    /** {@code jti} is missing or too long. */
    ID("the DPoP proof must have a jti of 1 to 256 characters"),
    /** {@code htm} is missing or another method. */
    METHOD("htm of the DPoP proof is not the method of the request"),
    /** {@code htu} is missing or another URL. */
    URL("htu of the DPoP proof is not the URL of the request"),
    /** {@code iat} is missing, too old or in the future. */
    TIME("iat of the DPoP proof is outside the accepted time; check the clock"),
    /** {@code ath} is missing or for another token. */
    ACCESS_TOKEN("ath of the DPoP proof is not the hash of the access token"),
    /** The proof is made with another key than the token is bound to. */
    OTHER_KEY("the DPoP proof is made with another key than the token is bound to");

    private final String description;

    DpopRefusal(String description) {
        this.description = description;
    }

    /** What is wrong, for people; the same text for every proof. */
    public String description() {
        return description;
    }
}

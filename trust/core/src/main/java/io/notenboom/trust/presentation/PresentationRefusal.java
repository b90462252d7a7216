// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

/** Why a presentation is not accepted. */
public enum PresentationRefusal {
    /** Not a presentation at all, or too large. */
    MALFORMED("the presentation is not well-formed"),
    /** More presentations or credentials than allowed. */
    TOO_MANY("there are too many presentations or credentials"),
    /** A JSON-LD presentation. */
    FORMAT_NOT_ACCEPTED("presentations with a linked data proof are not accepted here; send a JWT"),
    /** The signature algorithm is not on the list. */
    ALGORITHM_NOT_ACCEPTED("the signature algorithm of the presentation is not accepted here"),
    /** nbf, iat or exp is missing. */
    VALIDITY_MISSING("the presentation must say from when and until when it is valid"),
    /** Valid for longer than allowed. */
    VALID_TOO_LONG("the presentation is valid for too long"),
    /** Not valid yet. */
    NOT_YET_VALID("the presentation is not valid yet; check the clock"),
    /** Not valid any more. */
    EXPIRED("the presentation has expired; check the clock"),
    /** iss, sub, holder and the DID of kid are not one. */
    HOLDER("issuer, subject and holder of the presentation must be the DID that signs it"),
    /** A credential is about somebody else. */
    NOT_SUBJECT("all credentials must be about the signer of the presentation"),
    /** Several presentations have different signers. */
    SEVERAL_HOLDERS("all presentations must have one signer"),
    /** Made for somebody else. */
    AUDIENCE("the presentation is made for another audience"),
    /** The nonce is missing or too long. */
    NONCE("the presentation must have a nonce of 1 to 256 characters"),
    /** The key is not in the holder's document or not meant for assertions. */
    KEY_NOT_ALLOWED("the holder's DID document does not list the signing key for assertions"),
    /** The holder's DID cannot be resolved. */
    HOLDER_NOT_RESOLVED("the DID of the holder could not be resolved"),
    /** The signature does not verify. */
    SIGNATURE("the signature of the presentation is not valid"),
    /** One of the credentials is not accepted. */
    CREDENTIAL("a credential in the presentation is not accepted");

    private final String description;

    PresentationRefusal(String description) {
        this.description = description;
    }

    /** What is wrong, for people; the same text for every presentation. */
    public String description() {
        return description;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.presentation;

/** Why a presentation is not accepted. */
public enum PresentationRefusal {
    /** Not a presentation at all, or too large. */
    MALFORMED("the presentation is not well-formed"),
    /** More presentations or credentials than allowed. */
    TOO_MANY("there are too many presentations or credentials"),
    /** JSON without a proof of type JsonWebSignature2020. */
    FORMAT_NOT_ACCEPTED("the presentation is JSON without a proof of type JsonWebSignature2020"),
    /** What it says in JSON is not what it says as linked data. */
    LINKED_DATA("the presentation has a member, type or context that is not defined, so its proof does not cover it"),
    /** A JWT in a JSON-LD presentation is outside its signature. */
    JWT_NOT_COVERED(
            "the proof of a JSON-LD presentation does not cover JWT credentials; send the presentation as a JWT"),
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

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

/** Why a credential is not accepted. */
public enum CredentialRefusal {
    /** Not a credential at all, or too large. */
    MALFORMED("the credential is not well-formed"),
    /** A linked data proof of another type than JsonWebSignature2020, or for another purpose than statements. */
    FORMAT_NOT_ACCEPTED("the credential has a proof of another type than JsonWebSignature2020 for assertionMethod"),
    /** What it says in JSON is not what it says as linked data. */
    LINKED_DATA("the credential has a member, type or context that is not defined, so its proof does not cover it"),
    /** The signature algorithm is not on the list. */
    ALGORITHM_NOT_ACCEPTED("the signature algorithm of the credential is not accepted here"),
    /** VerifiableCredential is missing, or there is more than one other type. */
    TYPES("a credential has the type VerifiableCredential and at most one other"),
    /** The VCDM 1.1 context, or the context of the type, is missing. */
    CONTEXT("the credential lacks a context that its type needs"),
    /** Id, issuer, subject or date is missing. */
    INCOMPLETE("the credential lacks its id, issuer, subject or date of issue"),
    /** The id does not start with the issuer's DID. */
    ID_NOT_OF_ISSUER("the id of this credential must be a DID URL of its issuer"),
    /** The claims break a rule of the credential's type. */
    CLAIMS("the claims of the credential do not fit its type"),
    /** The status entry is not usable. */
    STATUS_MALFORMED("the status entry of the credential is not valid"),
    /** Not valid yet. */
    NOT_YET_VALID("the credential is not valid yet"),
    /** Not valid any more. */
    EXPIRED("the credential has expired"),
    /** The signing key is not a key of the issuer. */
    KEY_NOT_OF_ISSUER("the credential is signed with a key that is not the issuer's"),
    /** The key is not in the issuer's document or not meant for assertions. */
    KEY_NOT_ALLOWED("the issuer's DID document does not list the signing key for assertions"),
    /** The issuer's DID cannot be resolved. */
    ISSUER_NOT_RESOLVED("the DID of the issuer could not be resolved"),
    /** The issuer is a did:x509, and the credential carries no valid certificate chain that fits it. */
    CERTIFICATE("the credential carries no valid certificate chain for the did:x509 of its issuer"),
    /** It begins before or ends after the certificate of its issuer, or has no end. */
    CERTIFICATE_PERIOD("the credential must begin and end within the period of its issuer's certificate"),
    /** A certificate of the issuer is revoked. */
    CERTIFICATE_REVOKED("a certificate of the issuer is revoked"),
    /** No current revocation list of a certificate of the issuer can be had. */
    CERTIFICATE_STATUS_UNKNOWN("it could not be determined whether a certificate of the issuer is revoked"),
    /** The signature does not verify. */
    SIGNATURE("the signature of the credential is not valid"),
    /** Revoked or suspended. */
    REVOKED("the credential is revoked"),
    /** Its status cannot be found out. */
    STATUS_UNKNOWN("the status of the credential could not be determined"),
    /** Unsigned, and not about its holder or of a type that needs an issuer. */
    SELF_ATTESTED_NOT_ACCEPTED(
            "an unsigned credential is accepted only about the holder itself and for types that allow it");

    private final String description;

    CredentialRefusal(String description) {
        this.description = description;
    }

    /** What is wrong, for people; the same text for every credential. */
    public String description() {
        return description;
    }
}

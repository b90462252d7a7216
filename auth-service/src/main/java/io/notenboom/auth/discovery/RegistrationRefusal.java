// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.discovery;

/** Why a presentation cannot be registered. */
public enum RegistrationRefusal {
    /** Not a presentation at all. */
    MALFORMED("the body must be a JSON string with a presentation as compact JWT"),
    /** Another format. */
    NOT_A_JWT("only JWT presentations are supported"),
    /** No jti, or one that is too long. */
    ID("presentation does not have an id (jti) of 1 to 1024 characters"),
    /** Made for something else. */
    AUDIENCE("aud claim is missing or invalid: it must hold the id of the service"),
    /** No exp. */
    NO_EXPIRATION("presentation does not have an expiration"),
    /** Valid for longer than the service permits. */
    VALID_TOO_LONG("presentation is valid for too long"),
    /** The signer's DID is of a method that the service does not permit. */
    DID_METHOD("DID methods not supported"),
    /** Valid for longer than one of its credentials. */
    OUTLIVES_CREDENTIAL("presentation is valid longer than the credentials it contains"),
    /** The credentials do not meet the presentation definition. */
    NOT_MATCHING("verifiable presentation doesn't match required presentation definition"),
    /** Credentials that the presentation definition does not ask for. */
    EXTRA_CREDENTIALS("presentation contains credentials that the presentation definition does not ask for"),
    /** A retraction with credentials. */
    RETRACTION_WITH_CREDENTIALS("retraction presentation must not contain credentials"),
    /** A retraction that does not say of what. */
    RETRACTION_WITHOUT_ID("retraction presentation does not name what it retracts (retract_jti)"),
    /** Signature, holder, validity or a credential is not accepted. */
    NOT_VERIFIED("presentation verification failed"),
    /** A retraction of something that is not registered. */
    NOTHING_TO_RETRACT("retraction presentation refers to a non-existing presentation"),
    /** Registered before. */
    REPLAYED("presentation was registered before; make a new one");

    private final String description;

    RegistrationRefusal(String description) {
        this.description = description;
    }

    /** What is wrong, for people; the same text for every presentation. */
    public String description() {
        return description;
    }
}

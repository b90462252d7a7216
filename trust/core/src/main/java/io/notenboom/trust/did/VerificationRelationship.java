// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.did;

/** What a verification method may be used for (W3C DID Core 1.0 §5.3). */
public enum VerificationRelationship {
    /** Signing credentials; Nuts nodes also sign presentations with it. */
    ASSERTION_METHOD("assertionMethod"),
    /** Proving to be the subject. */
    AUTHENTICATION("authentication"),
    /** Invoking capabilities, such as changing the document. */
    CAPABILITY_INVOCATION("capabilityInvocation"),
    /** Delegating capabilities. */
    CAPABILITY_DELEGATION("capabilityDelegation"),
    /** Agreeing on an encryption key; never verifies a signature. */
    KEY_AGREEMENT("keyAgreement");

    private final String member;

    VerificationRelationship(String member) {
        this.member = member;
    }

    /** The member of the DID document that lists it. */
    public String member() {
        return member;
    }
}

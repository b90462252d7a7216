// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.signature;

/** What a key of an own DID signs beside credentials, of which the issuer keeps a record for each. */
public enum SignatureKind {
    /** Presentations, those with which subjects register at discovery services included. */
    PRESENTATION("presentation"),
    /** Status lists of own credentials. */
    STATUS_LIST("status-list"),
    /** Signed introspection answers. */
    INTROSPECTION("introspection"),
    /** DPoP proofs. */
    PROOF("proof"),
    /** Access tokens of others that are bound to the key: until they end it has to make proofs for them. */
    BOUND_TOKEN("bound-token");

    private final String wireName;

    SignatureKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name where it is stored and shown. */
    public String wireName() {
        return wireName;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.revocation;

/** What ended. */
public enum RevocationKind {
    /** One token. */
    TOKEN("token"),
    /** All tokens given on a credential. */
    CREDENTIAL("credential"),
    /** All tokens given to a holder. */
    DID("did"),
    /** All tokens that a subject of this node gave. */
    SUBJECT("subject");

    private final String wireName;

    RevocationKind(String wireName) {
        this.wireName = wireName;
    }

    /** The name in requests and events. */
    public String wireName() {
        return wireName;
    }
}

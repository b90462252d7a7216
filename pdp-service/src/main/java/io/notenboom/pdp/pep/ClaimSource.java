// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.pep;

/** Where the claims of a request's access token come from; fixed at registration. */
public enum ClaimSource {
    /** The decision point asks the authorization server about the token in {@code Authorization}. */
    INTROSPECTION("introspection"),
    /** The enforcement point hands over what its own introspection answered; a binding in it is checked here. */
    SUPPLIED("supplied"),
    /** The same, and the enforcement point checked the binding (DPoP, client certificate) as well. */
    SUPPLIED_AND_PROVED("supplied-proved");

    private final String wireName;

    ClaimSource(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the API. */
    public String wireName() {
        return wireName;
    }
}

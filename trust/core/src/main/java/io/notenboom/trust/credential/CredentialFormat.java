// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.credential;

/** How a credential is secured, with the name Presentation Exchange gives it. */
public enum CredentialFormat {
    /** A signed JWT (VCDM 1.1 §6.3.1). */
    JWT_VC("jwt_vc"),
    /** JSON with a linked data proof, or without any proof when the holder says it of itself. */
    LDP_VC("ldp_vc");

    private final String designation;

    CredentialFormat(String designation) {
        this.designation = designation;
    }

    /** The claim format designation of DIF Presentation Exchange v2. */
    public String designation() {
        return designation;
    }
}

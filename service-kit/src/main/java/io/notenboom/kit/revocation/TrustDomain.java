// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.revocation;

/** For what a certificate is shown; each has its own answer to lists that are too old. */
public enum TrustDomain {
    /** Nodes at the peer listener, and those that this node calls. */
    PEERS,
    /** Clients of the public listener: of tokens that are bound to a certificate, resource servers, enforcement points. */
    CLIENTS,
    /** Chains behind did:x509. */
    CREDENTIALS
}

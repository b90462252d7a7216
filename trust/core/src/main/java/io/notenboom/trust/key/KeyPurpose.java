// SPDX-License-Identifier: Apache-2.0
package io.notenboom.trust.key;

import java.util.Arrays;

/**
 * What a private key may be used for. A key belongs to exactly one purpose for life; a custodian refuses to sign with a
 * key for any other purpose.
 */
public enum KeyPurpose {
    /** Root of the Nuts Foundation: signs vendor CA and node CA certificates and the Foundation stream. */
    FOUNDATION_CA("foundation-ca"),
    /** CA of one vendor's nodes: signs node identity certificates. */
    NODE_CA("node-ca"),
    /** Identity of one node in gossip: mTLS and signed node heads. */
    NODE_IDENTITY("node-identity"),
    /** CA of one vendor: signs contract certificates and the VendorRegistration and NodeRegistration events. */
    VENDOR_CA("vendor-ca"),
    /** One contract between vendor and care organisation: signs its proposal, approval and endpoint events. */
    CONTRACT("contract"),
    /** Verification method of a DID: signs credentials, presentations and DPoP proofs. */
    DID("did"),
    /** Signs checkpoints of audit and decision logs. */
    AUDIT("audit"),
    /** Signs checkpoints of one node's event log. The only purpose whose keys are Ed25519: it is what log tools read. */
    LOG("log"),
    /** Signs checkpoints of backups. */
    BACKUP("backup");

    private final String wireName;

    KeyPurpose(String wireName) {
        this.wireName = wireName;
    }

    /** The stable name used in files and configuration. */
    public String wireName() {
        return wireName;
    }

    /**
     * The purpose with this wire name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KeyPurpose ofWireName(String wireName) {
        return Arrays.stream(values())
                .filter(purpose -> purpose.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown key purpose: " + wireName));
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

/** What the host wants of a customer's node. Deletion is no state that somebody can ask for alone. */
public enum DesiredState implements WireName {
    /** It runs and serves all. */
    ACTIVE,
    /** It answers what verifiers need (DID documents, status lists, metadata) and nothing else. */
    PAUSED,
    /** It does not run; keys and the last backup are kept, and it can become active again. */
    ARCHIVED
}

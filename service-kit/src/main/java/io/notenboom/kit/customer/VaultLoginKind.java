// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.customer;

/** How a service proves to a Vault who it is. */
public enum VaultLoginKind {
    /** A token from a file; in {@code dev} mode only. */
    TOKEN,
    /** An AppRole with a wrapped secret id. */
    APP_ROLE,
    /** The service account of its pod. */
    KUBERNETES
}

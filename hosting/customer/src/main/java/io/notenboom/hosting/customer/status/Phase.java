// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.status;

import io.notenboom.hosting.customer.WireName;

/** Where a customer is, in one word; always computed from its plan and its conditions. */
public enum Phase implements WireName {
    /** Nothing was done yet. */
    PENDING,
    /** Steps are being done. */
    PROGRESSING,
    /** A step failed and is tried again. */
    DEGRADED,
    /** Everything runs. */
    READY,
    /** Only what verifiers need runs. */
    PAUSED,
    /** Nothing runs; keys and backups are kept. */
    ARCHIVED,
    /** Keys and data are gone for ever. */
    DESTROYED
}

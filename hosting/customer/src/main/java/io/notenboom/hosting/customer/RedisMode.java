// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer;

/** Whose Redis a node uses. */
public enum RedisMode implements WireName {
    /** One of the customer's own. */
    DEDICATED,
    /** One with other customers in it, as a user that may use the customer's keys and listed commands only. */
    SHARED
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.customer;

/** What a node permits. */
public enum NodeMode {
    /** For real data: no development parts. */
    STRICT,
    /** For development: loopback peers and fetches, plain HTTP to allowed addresses, a development CA. Never for real data. */
    DEV
}

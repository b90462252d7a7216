// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.listener;

/** Where a path is served. */
public enum Listener {
    /** HTTPS, behind the customer's reverse proxy: anybody. */
    PUBLIC,
    /** Plain HTTP for the customer's own software and the node's own services: API tokens. */
    INTERNAL,
    /** mTLS for other nodes. */
    PEER
}

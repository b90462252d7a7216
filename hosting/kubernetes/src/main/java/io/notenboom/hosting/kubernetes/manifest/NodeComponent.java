// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

import java.util.Locale;

/** The parts of a node, as they are named in its namespace. */
public enum NodeComponent {
    /** Event streams, gossip, search: the one writer of the node. */
    REGISTRY,
    /** OAuth2 server, wallet, issuer, DIDs. */
    AUTH,
    /** Decisions, flows, transfers. */
    PDP,
    /** The enforcement point in front of the customer's FHIR server. */
    PROXY,
    /** The customer's own Redis. */
    REDIS,
    /** The jobs that back up. */
    BACKUP;

    /** Name of its objects, of its service account, and value of its label. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Service account of its pods. Those that sign share one: it is the node's identity at the custodian. */
    String account() {
        return signs() ? "node" : label();
    }

    /** Whether it signs, and so logs in at the custodian. */
    boolean signs() {
        return this == REGISTRY || this == AUTH || this == BACKUP;
    }
}

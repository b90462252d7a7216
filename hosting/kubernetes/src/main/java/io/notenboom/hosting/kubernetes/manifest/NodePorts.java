// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.manifest;

/** Ports of containers, the same for every customer: each pod has an address of its own. */
final class NodePorts {

    /** Internal listener: API tokens. */
    static final int INTERNAL = 8080;
    /** Public listener: TLS, behind the gateway. */
    static final int PUBLIC = 8443;
    /** Peers: mTLS that ends in the process. */
    static final int PEER = 8444;
    /** Health and metrics. */
    static final int MANAGEMENT = 9000;
    /** Redis, TLS. */
    static final int REDIS = 6379;
    /** DNS of the cluster. */
    static final int DNS = 53;
    /** The internet. */
    static final int HTTPS = 443;

    private NodePorts() {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.launcher.node;

/** The services of a node, in the order in which they start. */
public enum ServiceKind {
    /** Event streams, gossip, search, enrolment. */
    REGISTRY("registry", "registry-service"),
    /** OAuth2 server, wallet, issuer, DIDs. */
    AUTH("auth", "auth-service"),
    /** Decisions, flows, transfers. */
    PDP("pdp", "pdp-service"),
    /** Our own enforcement point. */
    PROXY("proxy", "aaa-proxy");

    private final String shortName;
    private final String module;

    ServiceKind(String shortName, String module) {
        this.shortName = shortName;
        this.module = module;
    }

    /** Name of its folder, in process names and in the READY line. */
    public String shortName() {
        return shortName;
    }

    /** Name of its Maven module. */
    public String module() {
        return module;
    }
}

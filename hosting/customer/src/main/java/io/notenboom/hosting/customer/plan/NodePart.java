// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.plan;

import io.notenboom.hosting.customer.WireName;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** The services of a node. */
public enum NodePart implements WireName {
    /** Event streams, gossip, search. */
    REGISTRY,
    /** Authorization server, wallet, issuer, DIDs, status lists. */
    AUTH,
    /** Decisions, flows, transfers. */
    PDP,
    /** Our own enforcement point. */
    PROXY;

    /** All services. */
    public static Set<NodePart> all() {
        return Collections.unmodifiableSet(EnumSet.allOf(NodePart.class));
    }

    /** What verifiers of the customer's credentials need: DID documents and status lists. */
    public static Set<NodePart> forVerifiers() {
        return Set.of(AUTH);
    }
}

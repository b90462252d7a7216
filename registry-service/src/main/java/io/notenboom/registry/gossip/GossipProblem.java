// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.gossip;

import io.notenboom.kit.problem.ProblemKind;
import io.notenboom.kit.problem.ProblemType;

/** Problems that peers are answered with. */
enum GossipProblem implements ProblemType {
    /** The certificate is not one of a node of this network. */
    NOT_A_NODE("not-a-node-of-this-network", 403, "The certificate is not that of a node of this network"),
    /** More calls than this node answers. */
    TOO_MANY_CALLS("too-many-calls", 429, "Too many calls with this certificate"),
    /** More connections than this node holds for one. */
    TOO_MANY_CONNECTIONS("too-many-connections", 429, "Too many connections of this node or from this address"),
    /** The message cannot be read. */
    MALFORMED_MESSAGE("malformed-message", 400, "The message breaks the protocol"),
    /** The root is no longer kept. */
    ROOT_EXPIRED("root-expired", 410, "This root is not kept any more");

    private final ProblemKind kind;

    GossipProblem(String slug, int status, String title) {
        kind = new ProblemKind(slug, status, title);
    }

    @Override
    public ProblemKind kind() {
        return kind;
    }
}

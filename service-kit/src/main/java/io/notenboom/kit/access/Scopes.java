// SPDX-License-Identifier: Apache-2.0
package io.notenboom.kit.access;

import java.util.Set;

/** The scopes that exist on a node, docs/architecture/contracts.md §3. */
public final class Scopes {

    /** Everything. */
    public static final String ADMIN = "admin";

    /** Managing API tokens. */
    public static final String ACCESS_ADMIN = "access:admin";

    /** Making the first API token; only a bootstrap token has it. */
    public static final String BOOTSTRAP = "access:bootstrap";

    /** Scopes that can be given to somebody. */
    public static final Set<String> GRANTABLE = Set.of(
            ADMIN,
            ACCESS_ADMIN,
            "registry:read",
            "registry:write",
            "registry:admin",
            "enrolment:request",
            "enrolment:admin",
            "vdr:read",
            "vdr:write",
            "vcr:issue",
            "vcr:read",
            "vcr:write",
            "auth:request",
            "auth:introspect",
            "auth:introspect-extended",
            "auth:dpop",
            "auth:admin",
            "pdp:read",
            "pdp:write",
            "pdp:decide",
            "pdp:admin",
            "pdp:explain",
            "pdp:audit",
            "pdp:try",
            "keys:rotate",
            "hosting:read",
            "hosting:write",
            "hosting:delete");

    private static final Set<String> OF_THE_NODE = Set.of(
            ACCESS_ADMIN,
            BOOTSTRAP,
            "registry:write",
            "registry:admin",
            "enrolment:request",
            "enrolment:admin",
            "keys:rotate");

    private Scopes() {}

    /** Whether what needs this scope is the node's as a whole, so that a caller for certain subjects may not do it. */
    public static boolean concernsTheWholeNode(String scope) {
        return OF_THE_NODE.contains(scope);
    }
}

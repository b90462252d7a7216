// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.plan;

import io.notenboom.hosting.customer.WireName;

/** Which paths of the public host lead to the node. */
public enum RouteSet implements WireName {
    /** All public paths. */
    ALL,
    /** DID documents, status lists and metadata only: what was issued stays verifiable. */
    VERIFIERS,
    /** None. */
    NONE
}

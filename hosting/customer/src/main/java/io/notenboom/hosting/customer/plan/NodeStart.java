// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.customer.plan;

import io.notenboom.hosting.customer.WireName;

/** How a node begins when it has no data of its own yet. */
public enum NodeStart implements WireName {
    /** It has never been: it enrols and fetches what peers have. */
    JOINING,
    /** It has been: it reads a backup, and signs nothing until its streams agree with its peers. */
    RESTORING
}

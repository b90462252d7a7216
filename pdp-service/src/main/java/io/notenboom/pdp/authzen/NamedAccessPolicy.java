// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.authzen;

/** A policy with a base URL of its own, beside those of the enforcement points. */
public interface NamedAccessPolicy extends AccessPolicy {

    /** What stands in the base URL where else the id of an enforcement point stands. */
    String tenant();
}

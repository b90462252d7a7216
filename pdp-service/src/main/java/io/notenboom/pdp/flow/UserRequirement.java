// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow;

/** Which user must stand behind a request for a resource, in rising order. */
public enum UserRequirement {
    /** None: the organisation is enough. */
    NONE,
    /** Any identified user; one without a stated assurance level counts as low. */
    LOW,
    /** A user identified with assurance level substantial or higher. */
    SUBSTANTIAL,
    /** A user identified with assurance level high. */
    HIGH
}

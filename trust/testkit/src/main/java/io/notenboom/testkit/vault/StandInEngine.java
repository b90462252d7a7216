// SPDX-License-Identifier: Apache-2.0
package io.notenboom.testkit.vault;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is mounted at a path: a secrets engine or an auth method. */
interface StandInEngine {

    /** Its type in {@code sys/mounts}. */
    String type();

    /**
     * Does a call that was allowed.
     *
     * @throws VaultRefusal if it cannot
     */
    ObjectNode handle(StandInCall call);

    /** Whether a write makes what was not there, so that it takes {@code create} and not {@code update}. */
    default boolean creates(StandInCall call) {
        return false;
    }

    /** Whether a call takes no token. */
    default boolean isOpen(StandInCall call) {
        return false;
    }
}

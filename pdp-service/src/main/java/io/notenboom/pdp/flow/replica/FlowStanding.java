// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

/** How the replica of flows stands to the store. */
public sealed interface FlowStanding {

    /** Nothing was compared yet. */
    record Starting() implements FlowStanding {}

    /** It has what the store has. */
    record Following() implements FlowStanding {}

    /**
     * The store cannot be reached, or has something that cannot be read; decisions that rest on flows are answered as unavailable
     * until it can.
     *
     * @param failure what happened, for the log
     */
    record Unreachable(Throwable failure) implements FlowStanding {}

    /**
     * The store is not the one that was followed: it is empty, or another one. Decisions that rest on flows are answered as
     * unavailable until an operator restores the store from this replica, or says that what the store has is all there is.
     *
     * @param known name of the store that was followed
     * @param found name of the one that is there; empty when it is empty
     */
    record Lost(String known, String found) implements FlowStanding {}

    /** The name in the API. */
    default String wireName() {
        return switch (this) {
            case Starting _ -> "starting";
            case Following _ -> "following";
            case Unreachable _ -> "unreachable";
            case Lost _ -> "lost";
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.ingest;

/** Why an event waits. */
public enum HeldReason {
    /** Its date of issue lies more than 300 seconds ahead of this node's clock. */
    ISSUED_IN_THE_FUTURE("issued-in-the-future"),
    /** An earlier event of its stream, perhaps the genesis, has not arrived. */
    PREDECESSOR_MISSING("predecessor-missing"),
    /** Its place is after a fork that the Foundation has not resolved. */
    STREAM_FROZEN("stream-frozen");

    private final String wireName;

    HeldReason(String wireName) {
        this.wireName = wireName;
    }

    /** The stable name. */
    public String wireName() {
        return wireName;
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.replay.node;

import java.time.Instant;
import java.time.InstantSource;

/** Shows the time of the exchange that is replayed. */
public final class ReplayClock implements InstantSource {

    private volatile Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
        return now;
    }

    /** Sets the time. */
    public void set(Instant time) {
        now = time;
    }
}

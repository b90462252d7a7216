// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.flow.replica;

import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.Validity;
import java.time.Duration;
import java.time.Instant;

/**
 * How long a flow is kept after nothing of it is valid any more. An expired flow opens nothing; it is kept so that its history
 * can be asked for.
 */
public record Retention(Duration afterwards) {

    /** When the flow is removed. */
    public Instant end(Flow flow) {
        Validity validity = flow.validity();
        Instant valid = validity.dataExpires().isAfter(validity.taskExpires())
                ? validity.dataExpires()
                : validity.taskExpires();
        return valid.plus(afterwards);
    }

    /** Whether the flow is to be removed by this time. */
    public boolean over(Flow flow, Instant now) {
        return !now.isBefore(end(flow));
    }
}

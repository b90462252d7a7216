// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.flow.Flow;
import java.util.List;

/** The flows of a subject, as far as they can be known now. */
@CheckReturnValue
public sealed interface FlowsOutcome {

    /** The flows of the subject on which the decision can depend; those of others or about other things change nothing. */
    record Known(List<Flow> flows) implements FlowsOutcome {

        public Known {
            flows = List.copyOf(flows);
        }
    }

    /** The flows are not loaded, or too old to be trusted. */
    record Unavailable() implements FlowsOutcome {}
}

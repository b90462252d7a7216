// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.decision;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.pdp.flow.Flow;
import io.notenboom.pdp.flow.index.FlowIndex;
import java.util.List;

/** The flows of a subject, as far as they can be known now. */
@CheckReturnValue
public sealed interface FlowsOutcome {

    /** Every flow of the subject can be found. */
    record Known(FlowIndex flows) implements FlowsOutcome {

        /** These flows and no others. */
        public Known(List<Flow> flows) {
            this(FlowIndex.of(flows));
        }
    }

    /** The flows are not loaded, or too old to be trusted. */
    record Unavailable() implements FlowsOutcome {}
}

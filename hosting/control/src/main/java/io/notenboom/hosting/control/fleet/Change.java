// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.fleet;

import io.notenboom.hosting.control.state.CustomerRecord;
import io.notenboom.hosting.customer.SpecProblem;
import java.util.List;

/** What came of asking for a customer, or for something else of one. */
public sealed interface Change {

    /** It is wanted now. */
    record Accepted(CustomerRecord customer) implements Change {}

    /** It would be accepted; nothing was changed. */
    record Possible(CustomerRecord customer) implements Change {}

    /** It cannot be had. */
    record Refused(List<SpecProblem> problems) implements Change {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The id is or was somebody's. */
    record Taken() implements Change {}

    /** There is no such customer. */
    record Unknown() implements Change {}

    /** Somebody else changed it meanwhile. */
    record Outdated(CustomerRecord current) implements Change {}

    /** It is being destroyed, or is. */
    record Ending() implements Change {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.execute;

import io.notenboom.hosting.customer.plan.StepKind;
import io.notenboom.trust.customer.CustomerId;

/**
 * The record of what the control plane does by itself. A step that is about to change something is told before, and it is not
 * carried out if that cannot be written.
 */
public interface Journal {

    /** A step begins whose condition is not true. */
    void begins(CustomerId customer, StepKind step);

    /** It ended, and its condition is another one now. */
    void ended(CustomerId customer, StepKind step, StepOutcome outcome);
}

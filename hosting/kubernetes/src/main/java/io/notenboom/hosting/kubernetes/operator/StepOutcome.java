// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.kubernetes.operator;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.hosting.customer.status.Condition.Status;

/** How carrying out a step went. Reasons are one word, messages are for people and never carry a secret. */
@CheckReturnValue
public sealed interface StepOutcome {

    /** Why, one word. */
    String reason();

    /** Why, for people. */
    String message();

    /** What it means for the condition of the step. */
    Status status();

    /** It is so, and the next step may be begun. */
    record Done(String reason, String message) implements StepOutcome {
        @Override
        public Status status() {
            return Status.TRUE;
        }
    }

    /** It was begun and takes its time; look again later. */
    record Waiting(String reason, String message) implements StepOutcome {
        @Override
        public Status status() {
            return Status.UNKNOWN;
        }
    }

    /** It cannot go on as it is; it is tried again all the same. */
    record Failed(String reason, String message) implements StepOutcome {
        @Override
        public Status status() {
            return Status.FALSE;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.hosting.control.execute;

/** What came of a step. */
public sealed interface StepOutcome {

    /** Why, in words without spaces. */
    String reason();

    /** Why, for people; no secrets, no names of people or organisations. */
    String message();

    /** What the step wants is so. */
    record Done(String reason, String message) implements StepOutcome {}

    /** It is not so yet, and nothing is wrong; it is looked at again soon. */
    record Waiting(String reason, String message) implements StepOutcome {}

    /** It went wrong; it is tried again after a while. */
    record Failed(String reason, String message) implements StepOutcome {}

    /** Done, with nothing to tell. */
    static StepOutcome done() {
        return new Done("Done", "");
    }
}

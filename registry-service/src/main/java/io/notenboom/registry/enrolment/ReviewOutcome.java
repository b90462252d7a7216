// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import com.google.errorprone.annotations.CheckReturnValue;

/** What became of a Nuts administrator's decision. */
@CheckReturnValue
public sealed interface ReviewOutcome {

    /** It was carried out, or had been before. */
    record Done(EnrolmentRequest request) implements ReviewOutcome {}

    /** The opposite was decided before. */
    record DecidedOtherwise(EnrolmentRequest request) implements ReviewOutcome {}

    /** There is no such request. */
    record Unknown() implements ReviewOutcome {}
}

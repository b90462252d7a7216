// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.enrolment;

import com.google.errorprone.annotations.CheckReturnValue;

/** What became of a step of this node's own enrolment. */
@CheckReturnValue
public sealed interface EnrolmentOutcome {

    /** It is now so. */
    record Now(OwnEnrolment enrolment, boolean isNew) implements EnrolmentOutcome {}

    /** No enrolment of this kind was started. */
    record NotStarted() implements EnrolmentOutcome {}

    /** An enrolment of this kind under another name or number waits or was accepted. */
    record OtherVendor(OwnEnrolment enrolment) implements EnrolmentOutcome {}

    /** What the caller gave cannot be asked for. */
    record Unacceptable(String problem) implements EnrolmentOutcome {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.subject;

import com.google.errorprone.annotations.CheckReturnValue;

/** What came of creating a subject. */
@CheckReturnValue
public sealed interface CreateSubjectOutcome {

    /** It exists now. */
    record Created(Subject subject) implements CreateSubjectOutcome {}

    /** There was one of this name already; it was not changed. */
    record AlreadyExists() implements CreateSubjectOutcome {}
}

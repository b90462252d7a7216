// SPDX-License-Identifier: Apache-2.0
package io.notenboom.auth.takeover;

import com.google.errorprone.annotations.CheckReturnValue;
import io.notenboom.auth.subject.Subject;

/** What came of taking over a subject. */
@CheckReturnValue
public sealed interface TakeoverOutcome {

    /** It is a subject of this node now. */
    record Taken(Subject subject) implements TakeoverOutcome {}

    /** There is a subject of this name, or one that owns one of the DIDs; nothing was changed. */
    record Exists(String detail) implements TakeoverOutcome {}

    /** It cannot be taken over; nothing was changed. */
    record Refused(String detail) implements TakeoverOutcome {}
}

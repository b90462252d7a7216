// SPDX-License-Identifier: Apache-2.0
package io.notenboom.pdp.task;

import com.google.errorprone.annotations.CheckReturnValue;

/** What the bytes of an update are. */
@CheckReturnValue
public sealed interface TaskReading permits TaskDocument, TaskReading.Malformed, TaskReading.OtherResource {

    /** Not strict JSON: not UTF-8, a byte order mark, a duplicate key, too deep, or not JSON at all. */
    record Malformed() implements TaskReading {}

    /** JSON, but not a Task with an id. */
    record OtherResource() implements TaskReading {}
}

// SPDX-License-Identifier: Apache-2.0
package io.notenboom.registry.log;

import com.google.errorprone.annotations.CheckReturnValue;

/** What became of an append. */
@CheckReturnValue
public sealed interface AppendOutcome {

    /** All entries are durable; the first has this index, the others follow. */
    record Appended(long firstIndex) implements AppendOutcome {}

    /** The log has another size than the writer expected; nothing was written. */
    record Conflict(long actualSize) implements AppendOutcome {}
}

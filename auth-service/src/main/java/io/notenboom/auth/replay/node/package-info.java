// SPDX-License-Identifier: Apache-2.0
/** A whole node in memory that stands in the place of a recorded one: the same classes that serve and call in production, with stores that vanish and hosts that answer from the recording. */
@NullMarked
package io.notenboom.auth.replay.node;

import org.jspecify.annotations.NullMarked;

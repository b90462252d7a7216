// SPDX-License-Identifier: Apache-2.0
/** Recorded traffic of Nuts nodes as it is on disk: items, exchanges, the configuration of the nodes in it. */
@NullMarked
package io.notenboom.auth.replay.recording;

import org.jspecify.annotations.NullMarked;

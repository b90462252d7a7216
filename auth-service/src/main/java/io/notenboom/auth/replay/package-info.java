// SPDX-License-Identifier: Apache-2.0
/** Replays recorded traffic of Nuts nodes: nodes in memory answer it again, and every signature in it is verified. */
@NullMarked
package io.notenboom.auth.replay;

import org.jspecify.annotations.NullMarked;

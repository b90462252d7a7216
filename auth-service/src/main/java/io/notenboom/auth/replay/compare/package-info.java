// SPDX-License-Identifier: Apache-2.0
/** Whether an answer of ours is equal to the recorded one, or differs for a reason that has a name and can be shown. */
@NullMarked
package io.notenboom.auth.replay.compare;

import org.jspecify.annotations.NullMarked;

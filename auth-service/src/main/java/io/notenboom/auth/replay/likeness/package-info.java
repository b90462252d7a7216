// SPDX-License-Identifier: Apache-2.0
/** Whether two messages say the same, but for what is random, a time or a signature. */
@NullMarked
package io.notenboom.auth.replay.likeness;

import org.jspecify.annotations.NullMarked;

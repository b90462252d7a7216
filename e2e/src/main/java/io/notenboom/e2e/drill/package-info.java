// SPDX-License-Identifier: Apache-2.0
/** Drills: what must hold, shown by real processes that are killed, restarted and run side by side. */
@NullMarked
package io.notenboom.e2e.drill;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** How many requests are worked on at one time, who waits, and who is told at once to come back. */
@NullMarked
package io.notenboom.auth.admission;

import org.jspecify.annotations.NullMarked;

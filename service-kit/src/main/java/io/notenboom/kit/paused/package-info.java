// SPDX-License-Identifier: Apache-2.0
/** A node that is paused: what it issued stays verifiable, and it gives nothing new. */
@NullMarked
package io.notenboom.kit.paused;

import org.jspecify.annotations.NullMarked;

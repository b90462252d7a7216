// SPDX-License-Identifier: Apache-2.0
/** The time by which everything is decided. */
@NullMarked
package io.notenboom.pdp.clock;

import org.jspecify.annotations.NullMarked;

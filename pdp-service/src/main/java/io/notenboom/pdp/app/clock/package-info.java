// SPDX-License-Identifier: Apache-2.0
/** Puts the clock into its place and watches the machine's. */
@NullMarked
package io.notenboom.pdp.app.clock;

import org.jspecify.annotations.NullMarked;

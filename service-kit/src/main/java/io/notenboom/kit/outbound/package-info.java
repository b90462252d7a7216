// SPDX-License-Identifier: Apache-2.0
/** Fetching from hosts that others chose: addresses checked at connect time, everything limited. */
@NullMarked
package io.notenboom.kit.outbound;

import org.jspecify.annotations.NullMarked;

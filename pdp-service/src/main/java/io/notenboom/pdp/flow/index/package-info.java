// SPDX-License-Identifier: Apache-2.0
/** Finds the few flows that can matter to a request among all that there are. */
@NullMarked
package io.notenboom.pdp.flow.index;

import org.jspecify.annotations.NullMarked;

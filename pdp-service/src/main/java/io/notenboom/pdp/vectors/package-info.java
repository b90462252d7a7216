// SPDX-License-Identifier: Apache-2.0
/** Runs files of cases against the grammar, the derivation and the decision, and says which do not come out as they should. */
@NullMarked
package io.notenboom.pdp.vectors;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The checks of a decision, one class each. */
@NullMarked
package io.notenboom.pdp.decision.check;

import org.jspecify.annotations.NullMarked;

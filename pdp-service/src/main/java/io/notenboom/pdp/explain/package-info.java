// SPDX-License-Identifier: Apache-2.0
/** Shows how a decision came about: every check with what it looked at. */
@NullMarked
package io.notenboom.pdp.explain;

import org.jspecify.annotations.NullMarked;

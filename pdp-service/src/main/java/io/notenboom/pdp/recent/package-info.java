// SPDX-License-Identifier: Apache-2.0
/** Answers of others that are remembered for a while. */
@NullMarked
package io.notenboom.pdp.recent;

import org.jspecify.annotations.NullMarked;

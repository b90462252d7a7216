// SPDX-License-Identifier: Apache-2.0
/** Tests of problem answers. */
@NullMarked
package io.notenboom.kit.problem;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests of limits. */
@NullMarked
package io.notenboom.kit.limit;

import org.jspecify.annotations.NullMarked;

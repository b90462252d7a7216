// SPDX-License-Identifier: Apache-2.0
/** How many customers a machine holds. */
@NullMarked
package io.notenboom.bench.density;

import org.jspecify.annotations.NullMarked;

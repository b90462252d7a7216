// SPDX-License-Identifier: Apache-2.0
/** Puts load on a process and tells what that costs it. */
@NullMarked
package io.notenboom.bench.load;

import org.jspecify.annotations.NullMarked;

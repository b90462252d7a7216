// SPDX-License-Identifier: Apache-2.0
/** Where benchmarks keep files while they measure. */
@NullMarked
package io.notenboom.bench.scratch;

import org.jspecify.annotations.NullMarked;

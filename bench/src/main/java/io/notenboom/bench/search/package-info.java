// SPDX-License-Identifier: Apache-2.0
/** Measures search for care organisations. */
@NullMarked
package io.notenboom.bench.search;

import org.jspecify.annotations.NullMarked;

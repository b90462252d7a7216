// SPDX-License-Identifier: Apache-2.0
/** Append-only logs on disk whose records are chained by hash. */
@NullMarked
package io.notenboom.kit.chainlog;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** How fast a node comes to a verified history. */
@NullMarked
package io.notenboom.bench.history;

import org.jspecify.annotations.NullMarked;

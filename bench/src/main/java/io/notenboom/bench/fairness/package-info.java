// SPDX-License-Identifier: Apache-2.0
/** What callers and customers notice of another one that sends all it can. */
@NullMarked
package io.notenboom.bench.fairness;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** The index of organisations on Lucene. */
@NullMarked
package io.notenboom.registry.search.lucene;

import org.jspecify.annotations.NullMarked;

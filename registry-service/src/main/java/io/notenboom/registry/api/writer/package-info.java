// SPDX-License-Identifier: Apache-2.0
/** Forks of streams, and whether this node may sign. */
@NullMarked
package io.notenboom.registry.api.writer;

import org.jspecify.annotations.NullMarked;

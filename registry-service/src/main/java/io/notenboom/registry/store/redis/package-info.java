// SPDX-License-Identifier: Apache-2.0
/** The node's bus on Redis streams. */
@NullMarked
package io.notenboom.registry.store.redis;

import org.jspecify.annotations.NullMarked;

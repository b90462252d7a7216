// SPDX-License-Identifier: Apache-2.0
/** Stores that vanish with their process: what replays and tests work on. Real implementations of the ports, nothing durable. */
@NullMarked
package io.notenboom.auth.store.memory;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** One contract for every event bus, run against real servers. */
@NullMarked
package io.notenboom.kit.bus;

import org.jspecify.annotations.NullMarked;

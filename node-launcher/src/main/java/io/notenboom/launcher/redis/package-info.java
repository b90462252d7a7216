// SPDX-License-Identifier: Apache-2.0
/** Where the Redis server comes from and how it is configured. */
@NullMarked
package io.notenboom.launcher.redis;

import org.jspecify.annotations.NullMarked;

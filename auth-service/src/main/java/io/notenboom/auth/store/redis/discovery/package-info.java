// SPDX-License-Identifier: Apache-2.0
/** Keeps what discovery services need in Redis. */
@NullMarked
package io.notenboom.auth.store.redis.discovery;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Who may do what on a Redis: users, their keys, channels and commands, and what must not be possible for them. */
@NullMarked
package io.notenboom.trust.redis;

import org.jspecify.annotations.NullMarked;

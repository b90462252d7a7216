// SPDX-License-Identifier: Apache-2.0
/** The users of the Redis of a node of this machine. */
@NullMarked
package io.notenboom.hosting.control.process.redis;

import org.jspecify.annotations.NullMarked;

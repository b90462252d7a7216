// SPDX-License-Identifier: Apache-2.0
/** The records of a customer in Redis, in a form that no version of Redis decides. */
@NullMarked
package io.notenboom.hosting.backup.redis;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Names of keys in the customer's Redis. */
@NullMarked
package io.notenboom.kit.redis;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Redis adapters of the ports. */
@NullMarked
package io.notenboom.auth.store.redis;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests with real servers. */
@NullMarked
package io.notenboom.kit.redis.confinement;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Tests of key names. */
@NullMarked
package io.notenboom.kit.redis;

import org.jspecify.annotations.NullMarked;

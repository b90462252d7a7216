// SPDX-License-Identifier: Apache-2.0
/** Tests of the texts. */
@NullMarked
package io.notenboom.trust.redis;

import org.jspecify.annotations.NullMarked;

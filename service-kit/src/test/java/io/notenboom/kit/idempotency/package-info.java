// SPDX-License-Identifier: Apache-2.0
/** Tests of the idempotency keys. */
@NullMarked
package io.notenboom.kit.idempotency;

import org.jspecify.annotations.NullMarked;

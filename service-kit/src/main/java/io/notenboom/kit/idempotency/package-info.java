// SPDX-License-Identifier: Apache-2.0
/** Requests that a caller may send twice without their effect happening twice: the header {@code Idempotency-Key}. */
@NullMarked
package io.notenboom.kit.idempotency;

import org.jspecify.annotations.NullMarked;

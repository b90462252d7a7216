// SPDX-License-Identifier: Apache-2.0
/** Remembering what was computed, where the result can never be another one. */
@NullMarked
package io.notenboom.trust.memo;

import org.jspecify.annotations.NullMarked;

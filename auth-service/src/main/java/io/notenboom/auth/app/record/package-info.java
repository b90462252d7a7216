// SPDX-License-Identifier: Apache-2.0
/** Wiring of the record of token requests. */
@NullMarked
package io.notenboom.auth.app.record;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** HTTP of the record of token requests; no rules. */
@NullMarked
package io.notenboom.auth.api.record;

import org.jspecify.annotations.NullMarked;

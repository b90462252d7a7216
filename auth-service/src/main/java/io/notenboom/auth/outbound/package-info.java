// SPDX-License-Identifier: Apache-2.0
/** Calls to hosts of others. */
@NullMarked
package io.notenboom.auth.outbound;

import org.jspecify.annotations.NullMarked;

// SPDX-License-Identifier: Apache-2.0
/** Values that must never be printed. */
@NullMarked
package io.notenboom.trust.secret;

import org.jspecify.annotations.NullMarked;
